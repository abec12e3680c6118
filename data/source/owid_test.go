package source

import (
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
)

const owidLong = "Entity,Code,Year,Military expenditure (% of GDP),World region according to OWID\n" +
	"Kosovo,OWID_KOS,2023,1.25,Europe\nEuropean Union (SIPRI),,2023,0.5,\nJapan,JPN,2022,1.1,Asia\nJapan,JPN,2024,1.4,Asia\n"

func TestOWID(t *testing.T) {
	short := strings.Replace(owidLong, "Entity,Code,Year,Military expenditure (% of GDP),World region according to OWID",
		"entity,code,year,military_expenditure__pct_of_gdp,owid_region", 1)
	for name, text := range map[string]string{"long": owidLong, "short": short} {
		t.Run(name, func(t *testing.T) {
			e := mustRead(t, "x.csv", []byte(text))
			if e.Publisher.Key != "owid" || len(e.Series) != 3 {
				t.Errorf("%s, %d series", e.Publisher.Key, len(e.Series))
			}
			check(t, one(t, e, "jpn-owid-share"), 2024, 0.014, data.Settled)
			check(t, one(t, e, "xkx-owid-share"), 2023, 0.0125, data.Settled)
			check(t, one(t, e, "european-union-sipri-owid-share"), 2023, 0.005, data.Settled)
		})
	}
}

func TestOWIDRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"duplicate", owidLong + "Japan,JPN,2024,1.4,Asia\n", "x:6: column 4: jpn-owid-share 2024 a second time (first in line 5)"},
		{"text", owidLong + "Japan,JPN,2025,n.a.,Asia\n", "x:6: column 4: bad value \"n.a.\""},
		{"date", owidLong + "Japan,JPN,2025-01-01,1,Asia\n", "x:6: column 3: \"2025-01-01\" is a date"},
		{"shifted", owidLong + "Japan,,JPN,2025,1,Asia\n", "x:6: column 3: bad year \"JPN\""},
		{"more cells", owidLong + "Japan,JPN,2025,1,Asia,x\n", "6 cells under 5 titles"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if msg := refused(t, "x", []byte(c.text)); !strings.Contains(msg, c.want) {
				t.Errorf("%s\nlacks %q", msg, c.want)
			}
		})
	}
}
