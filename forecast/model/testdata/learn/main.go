// Learn makes pool.csv and poollog.csv of package model, the calibration of the
// default pool:
//
//	go run ./forecast/model/testdata/learn forecast/model M1.csv M3.csv TOURISM.csv
//
// The files are long CSV with the columns series_id, split, index, year, value;
// rows whose split is not "train" are not looked at. The competitions' data
// are in the R packages Mcomp (M1, M3) and Tcomp (tourism), yearly series.
package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"path/filepath"
	"strconv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/calibrate"
	"github.com/defcast/defcast/forecast/model"
)

func main() {
	var series, logs []data.Series
	for _, name := range os.Args[2:] {
		s, err := read(name)
		if err != nil {
			log.Fatal(err)
		}
		series = append(series, s...)
	}
	for _, y := range series {
		if z, ok := logarithms(y); ok {
			logs = append(logs, z)
		}
	}
	values, onLogs := model.Pool{}.Uncalibrated()
	learn(filepath.Join(os.Args[1], "pool.csv"), values, series, "")
	learn(filepath.Join(os.Args[1], "poollog.csv"), onLogs, logs, "logarithms of the ")
}

func learn(file string, m forecast.Model, series []data.Series, of string) {
	table, err := calibrate.Learn(m, series, calibrate.Options{Symmetric: true, Origins: -1,
		Note: of + "training parts of the yearly series of the M1, M3 and tourism competitions"})
	if err != nil {
		log.Fatal(err)
	}
	var b bytes.Buffer
	if err := errors.Join(table.Write(&b), os.WriteFile(file, b.Bytes(), 0o666)); err != nil {
		log.Fatal(err)
	}
}

// logarithms returns the series of logs, if all values are positive.
func logarithms(y data.Series) (data.Series, bool) {
	z := y.Clone()
	for i, v := range y.Values {
		if v <= 0 {
			return z, false
		}
		z.Values[i] = math.Log(v)
	}
	return z, true
}

// read returns the training parts of a file, in its order.
func read(name string) ([]data.Series, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []data.Series
	rows := csv.NewReader(f)
	for {
		row, err := rows.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if row[1] != "train" {
			continue
		}
		v, err := strconv.ParseFloat(row[4], 64)
		if err != nil {
			return nil, fmt.Errorf("%s: series %s: %w", name, row[0], err)
		}
		if len(out) == 0 || out[len(out)-1].ID != row[0] {
			out = append(out, data.Series{ID: row[0], Start: 1})
		}
		out[len(out)-1].Values = append(out[len(out)-1].Values, v)
	}
}
