package plots

import (
	"strings"

	"github.com/defcast/defcast/data"
)

// measure writes the whole definition of a measure in the language, a name
// that has no translation as it is: figures of one's own have any name.
func (l Language) measure(m data.Measure) string {
	if l == English {
		return m.String()
	}
	of := translated(denominatorWords, m.Denominator.Label)
	if m.Denominator.Kind == data.SameYear && m.Denominator.Label == "same-year GDP" && m.Basis.IsCalendar() {
		of = "同年のGDP"
	}
	name := translated(measureWords, m.Name)
	switch {
	case of == "GDP":
		return name + "の対GDP比"
	case strings.Contains(of, "GDPではない"):
		return name + "の比率（分母：" + of + "）"
	}
	return name + "の対GDP比（分母：" + of + "）"
}

// translated looks a name up.
func translated(words map[string]string, name string) string {
	if ja, ok := words[name]; ok {
		return ja
	}
	return name
}

// measureWords are the names of the embedded figures' measures as Japanese
// budgets, white papers and the press have them.
//
// # References
//
// Ministry of Defense, Defense of Japan (防衛白書); Ministry of Finance,
// budget of defence (防衛関係費).
var measureWords = map[string]string{
	"core defence expenditure (NATO, from 2026)": "中核的国防支出（NATO、2026年以降の定義）",
	"defence budget":                              "防衛関係費",
	"defence budget after supplementaries":        "防衛関係費（補正後）",
	"defence budget without SACO and realignment": "防衛関係費（SACO・米軍再編関係経費を除く）",
	"defence expenditure (NATO, to 2025)":         "国防支出（NATO、2025年までの定義）",
	"defence in the budget":                       "予算上の国防費",
	"defence in the state budget":                 "国家予算上の国防費",
	"defence spending, settled":                   "防衛関係費（決算）",
	"military expenditure (SIPRI)":                "軍事支出（SIPRI）",
	"national-security-related spending":          "安全保障関連経費",
	"official defence budget":                     "公表国防予算",
	"budget of the Ministry of Defence":           "インド国防省予算",
	"budget of the Ministry of National Defense":  "台湾国防部予算",
	"defence budget (Einzelplan 14)":              "連邦予算第14項（国防）",
	"defence budget of the ministry":              "国防部予算",
	"discretionary defense outlays":               "裁量的国防支出",
}

// denominatorWords are what they are divided by.
var denominatorWords = map[string]string{
	"GDP":                                      "GDP",
	"GDP as printed by NATO":                   "NATO公表のGDP",
	"GDP forecast of the budget":               "予算編成時のGDP見通し",
	"the GDP outlook for the year":             "当該年度の政府GDP見通し",
	"same-year GDP":                            "同年度のGDP",
	"calendar-year GDP":                        "暦年GDP",
	"calendar-year GDP as SIPRI took it":       "SIPRIが用いた暦年GDP",
	"calendar-year GDP, edition of April 2025": "暦年GDP（2025年4月版）",
	"same-year GDP, accounts of June 2025":     "同年度のGDP（2025年6月公表の国民経済計算）",
	"same-year GDP of the World Economic Outlook, October 2025": "同年のGDP（IMF世界経済見通し、2025年10月）",
	"state budget expenditure, not GDP":                         "国家予算の歳出総額（GDPではない）",
	"FY2022 GDP, frozen at JPY 560.2 tn":                        "2022年度のGDP（560.2兆円に固定）",
}
