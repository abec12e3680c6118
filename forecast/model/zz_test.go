package model_test

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/model"
)

func loadM3() []data.Series {
	f, _ := os.Open("/work/shared/bench/m3_yearly.csv")
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Scan()
	var out []data.Series
	for sc.Scan() {
		c := strings.Split(sc.Text(), ",")
		if c[1] != "train" {
			continue
		}
		v, _ := strconv.ParseFloat(c[4], 64)
		if len(out) == 0 || out[len(out)-1].ID != c[0] {
			out = append(out, data.Series{ID: c[0], Start: 1970})
		}
		s := &out[len(out)-1]
		s.Values = append(s.Values, v)
	}
	return out
}

func BenchmarkM3(b *testing.B) {
	ss := loadM3()
	for _, name := range []string{"ets", "theta", "otm", "dotm", "damped"} {
		m, err := model.New(name)
		if err != nil {
			continue
		}
		b.Run("fit="+name, func(b *testing.B) {
			for b.Loop() {
				for _, s := range ss {
					if _, err := m.Fit(s); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/645, "µs/series")
		})
		b.Run("forecast="+name, func(b *testing.B) {
			var fs []forecast.Fitted
			for _, s := range ss {
				f, _ := m.Fit(s)
				fs = append(fs, f)
			}
			for b.Loop() {
				for _, f := range fs {
					f.Forecast(6)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/645, "µs/series")
		})
	}
}
