package source

import (
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
)

const oecdLabels = "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,FREQ,Frequency of observation,MEASURE,Measure,UNIT_MEASURE,Unit of measure,TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,Observation status,UNIT_MULT,Unit multiplier,BASE_PER,Base period\n" +
	"DATAFLOW,OECD.X:Y(1.0),Name,I,CHN,China (People's Republic of),A,Annual,B1GQ,GDP,XDC,National currency,2023,,129427172.5,,A,Normal value,6,Millions,,\n" +
	"DATAFLOW,OECD.X:Y(1.0),Name,I,CHN,China (People's Republic of),A,Annual,B1GQ,GDP,XDC,National currency,2024,,134000000,,E,Estimated value,6,Millions,,\n" +
	"DATAFLOW,OECD.X:Y(1.0),Name,I,EA20,Euro area (20 countries),A,Annual,GE,Spending,PT_B1GQ,Percent of GDP,2024,,49.5,,P,Provisional,0,Units,,\n" +
	"DATAFLOW,OECD.X:Y(1.0),Name,I,USA,United States,A,Annual,B1GQ,GDP,USD,US dollar,2024,,1,,A,Normal value,9,Billions,2015,\n"

func TestOECD(t *testing.T) {
	plain := "DATAFLOW,REF_AREA,FREQ,MEASURE,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT,BASE_PER\n" +
		"OECD.X:Y(1.0),CHN,A,B1GQ,XDC,2023,129427172.5,A,6,\nOECD.X:Y(1.0),CHN,A,B1GQ,XDC,2024,134000000,E,6,\n" +
		"OECD.X:Y(1.0),USA,A,B1GQ,USD,2024,1,A,9,2015\n"
	for name, text := range map[string]string{"labels": oecdLabels, "plain": plain} {
		t.Run(name, func(t *testing.T) {
			e := mustRead(t, "x.csv", []byte(text))
			chn := one(t, e, "chn-oecd-b1gq")
			check(t, chn, 2023, 129427172.5, data.Settled)
			check(t, chn, 2024, 134000000, data.Estimate)
			if e.Publisher.Key != "oecd" || chn.Unit.String() != "CNY m" {
				t.Errorf("%s, %s", e.Publisher.Key, chn.Unit)
			}
			if u := one(t, e, "usa-oecd-b1gq").Unit.String(); u != "USD bn, 2015 prices" {
				t.Errorf("unit %s", u)
			}
		})
	}
	check(t, one(t, mustRead(t, "x", []byte(oecdLabels)), "euro-area-20-countries-oecd-ge"), 2024, 0.495, data.Estimate)
}

func TestOECDMonths(t *testing.T) {
	head := "DATAFLOW,REF_AREA,FREQ,MEASURE,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE\n"
	e := mustRead(t, "x", []byte(head+"F,USA,M,LI,IX,2026-03,100\nF,USA,M,LI,IX,2026-04,101\n"))
	check(t, one(t, e, "usa-oecd-li"), 2026, 100.5, data.Estimate)
	if len(e.Warnings) != 1 || !strings.Contains(e.Warnings[0].Error(), "2 of 12 periods") {
		t.Errorf("warnings %v", e.Warnings)
	}
	for _, c := range []struct{ name, rows, want string }{
		{"mixed", "F,USA,M,LI,IX,2026-03,100\nF,USA,A,LI,IX,2025,101\n", "x:3: column 6: \"2025\" among periods of which a year has 12"},
		{"twice", "F,USA,M,LI,IX,2026-03,100\nF,USA,M,LI,IX,2026-03,101\n", "period 3 a second time"},
		{"period", "F,USA,M,LI,IX,March,100\n", "x:2: column 6: bad period \"March\""},
		{"value", "F,USA,M,LI,IX,2026-03,?\n", "x:2: column 7: bad value \"?\""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if msg := refused(t, "x", []byte(head+c.rows)); !strings.Contains(msg, c.want) {
				t.Errorf("%s\nlacks %q", msg, c.want)
			}
		})
	}
}

func TestParsePeriod(t *testing.T) {
	for in, want := range map[string]period{
		"2024": {2024, 0, 1}, "2024-Q3": {2024, 2, 4}, "2024-S2": {2024, 1, 2}, "2024-07": {2024, 6, 12}, "2024-M07": {2024, 6, 12}, "2024-07-01": {2024, 6, 12},
	} {
		if got, ok := parsePeriod(in); !ok || got != want {
			t.Errorf("%s: %+v %v, want %+v", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "24", "2024-Q5", "2024-13", "2024-00", "2024-", "2024-07-40", "2024-W10"} {
		if got, ok := parsePeriod(in); ok {
			t.Errorf("%q is read as %+v", in, got)
		}
	}
}
