package source

import (
	"regexp"
	"strings"

	"github.com/defcast/defcast/data"
)

// imfSubject is a variable of the database. Files give its code, or only the
// two descriptions.
type imfSubject struct {
	code, about, units string
	kind               imfKind
}

type imfKind uint8

const (
	imfNumber imfKind = iota
	imfLCU
	imfLCUConstant
	imfUSD
	imfPPP
	imfPercent
	imfPPPRate
)

var imfSubjects = []imfSubject{
	{"NGDP_R", "Gross domestic product, constant prices", "National currency", imfLCUConstant},
	{"NGDP_RPCH", "Gross domestic product, constant prices", "Percent change", imfPercent},
	{"NGDP", "Gross domestic product, current prices", "National currency", imfLCU},
	{"NGDPD", "Gross domestic product, current prices", "U.S. dollars", imfUSD},
	{"PPPGDP", "Gross domestic product, current prices", "Purchasing power parity; international dollars", imfPPP},
	{"NGDP_D", "Gross domestic product, deflator", "Index", imfNumber},
	{"NGDPRPC", "Gross domestic product per capita, constant prices", "National currency", imfLCUConstant},
	{"NGDPPC", "Gross domestic product per capita, current prices", "National currency", imfLCU},
	{"NGDPDPC", "Gross domestic product per capita, current prices", "U.S. dollars", imfUSD},
	{"PPPPC", "Gross domestic product per capita, current prices", "Purchasing power parity; international dollars", imfPPP},
	{"NGAP_NPGDP", "Output gap in percent of potential GDP", "Percent of potential GDP", imfPercent},
	{"PPPSH", "Gross domestic product based on purchasing-power-parity (PPP) share of world total", "Percent", imfPercent},
	{"PPPEX", "Implied PPP conversion rate", "National currency per current international dollar", imfPPPRate},
	{"PCPI", "Inflation, average consumer prices", "Index", imfNumber},
	{"PCPIPCH", "Inflation, average consumer prices", "Percent change", imfPercent},
	{"PCPIE", "Inflation, end of period consumer prices", "Index", imfNumber},
	{"PCPIEPCH", "Inflation, end of period consumer prices", "Percent change", imfPercent},
	{"LUR", "Unemployment rate", "Percent of total labor force", imfPercent},
	{"LE", "Employment", "Persons", imfNumber},
	{"LP", "Population", "Persons", imfNumber},
	{"GGR", "General government revenue", "National currency", imfLCU},
	{"GGR_NGDP", "General government revenue", "Percent of GDP", imfPercent},
	{"GGX", "General government total expenditure", "National currency", imfLCU},
	{"GGX_NGDP", "General government total expenditure", "Percent of GDP", imfPercent},
	{"GGXCNL", "General government net lending/borrowing", "National currency", imfLCU},
	{"GGXCNL_NGDP", "General government net lending/borrowing", "Percent of GDP", imfPercent},
	{"GGXONLB", "General government primary net lending/borrowing", "National currency", imfLCU},
	{"GGXONLB_NGDP", "General government primary net lending/borrowing", "Percent of GDP", imfPercent},
	{"GGXWDN", "General government net debt", "National currency", imfLCU},
	{"GGXWDN_NGDP", "General government net debt", "Percent of GDP", imfPercent},
	{"GGXWDG", "General government gross debt", "National currency", imfLCU},
	{"GGXWDG_NGDP", "General government gross debt", "Percent of GDP", imfPercent},
	{"NGDP_FY", "Gross domestic product corresponding to fiscal year, current prices", "National currency", imfLCU},
	{"BCA", "Current account balance", "U.S. dollars", imfUSD},
	{"BCA_NGDPD", "Current account balance", "Percent of GDP", imfPercent},
}

var imfScales = map[string]int{
	"": 0, "units": 0, "0": 0, "n/a": 0, "--": 0, "thousands": 3, "3": 3, "millions": 6, "6": 6, "billions": 9, "9": 9, "trillions": 12, "12": 12,
}

var imfBase = regexp.MustCompile(`Base year: (\d{4})`)

// unit returns the unit and the power of ten to it: money keeps the file's
// scale, percent become fractions and counts single units.
func (sub imfSubject) unit(country string, scale int, notes string, published data.Date) (data.Unit, int) {
	lcu := data.CurrencyOf(country, published)
	switch sub.kind {
	case imfPercent:
		return data.Fraction, -2
	case imfUSD:
		return data.Unit{Kind: data.Money, Currency: "USD", Scale: scale}, 0
	case imfPPP:
		return data.Unit{Kind: data.Money, Currency: data.International, Scale: scale}, 0
	case imfPPPRate:
		if lcu != "" {
			return data.Unit{Kind: data.Rate, Currency: lcu + "/" + data.International}, 0
		}
	case imfLCU, imfLCUConstant:
		if lcu == "" {
			break
		}
		u := data.Unit{Kind: data.Money, Currency: lcu, Scale: scale}
		if sub.kind == imfLCUConstant {
			u.Constant = data.UnstatedBase
			if m := imfBase.FindStringSubmatch(notes); m != nil {
				u.Constant, _ = year(m[1])
			}
		}
		return u, 0
	}
	return data.Unit{}, scale
}

// imfKindOf reads the words, or SDMX codes, of units.
func imfKindOf(about, units string) imfKind {
	u := strings.ToLower(units)
	switch {
	case strings.Contains(u, "per current international") || strings.Contains(u, "per international"):
		return imfPPPRate
	case strings.Contains(u, "percent"), u == "pt", strings.HasPrefix(u, "pt_"):
		return imfPercent
	case strings.Contains(u, "international dollar"), strings.Contains(u, "purchasing power"):
		return imfPPP
	case strings.Contains(u, "u.s. dollar"), strings.Contains(u, "us dollar"), u == "usd":
		return imfUSD
	case strings.Contains(u, "national currency"), strings.Contains(u, "domestic currency"), u == "xdc":
		if strings.Contains(strings.ToLower(about), "constant") {
			return imfLCUConstant
		}
		return imfLCU
	}
	return imfNumber
}
