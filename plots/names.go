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
	"calendar-year GDP, edition of April 2025": "暦年GDP、2025年4月版",
	"same-year GDP, accounts of June 2025":     "同年度のGDP、2025年6月公表の国民経済計算",
	"same-year GDP of the World Economic Outlook, October 2025": "同年のGDP、IMF世界経済見通し2025年10月版",
	"state budget expenditure, not GDP":                         "国家予算の歳出総額、GDPではない",
	"FY2022 GDP, frozen at JPY 560.2 tn":                        "2022年度のGDP、560.2兆円に固定",
}

// word translates a name that the embedded data, or the scenarios that come
// with the program, give to a part, a program or a series. Others stay as they
// are: they may well be Japanese already.
func (l Language) word(name string) string {
	if l == English {
		return name
	}
	return translated(dataWords, name)
}

// dataWords are such names, as the Ministry of Defense's budget papers have
// them where it is they that are translated.
var dataWords = map[string]string{
	"weapons, vehicles, ammunition":                              "武器・車両・弾薬",
	"pay of SDF members":                                         "隊員の人件費",
	"aircraft":                                                   "航空機",
	"base of the defence force, ministry":                        "防衛力基盤強化（防衛本省）",
	"ATLA: R&D and production base":                              "研究開発・生産基盤（防衛装備庁）",
	"running of the ministry and the services":                   "本省・各自衛隊の運営",
	"US forces: host-nation support, SACO and realignment works": "在日米軍駐留・SACO・再編関係",
	"shipbuilding":                                               "艦船建造",
	"ship maintenance":                                           "艦船維持",
	"facilities":                                                 "施設整備",
	"other lines":                                                "その他",

	"Ministry of Defense, initial budget of the jurisdiction": "防衛省所管（当初予算）",
	"Ministry of Defense, budget after supplementaries":       "防衛省所管（補正後予算）",
	"Ministry of Defense, spent":                              "防衛省所管（決算）",

	"Defense Buildup Program":                          "防衛力整備計画",
	"Defense Buildup Program, level of outlays needed": "防衛力整備の水準",
	"Defense Buildup Program, contracts for material":  "物件費契約額",
	"nominal yen, without SACO and realignment":        "名目額、SACO・米軍再編関係経費を除く",
	"contract basis, without personnel":                "契約ベース、人件・糧食費を除く",

	"delay-one-year": "1年遅れ", "gdp-stall": "GDP停滞", "high-inflation": "高インフレ", "hold-growth": "伸び率維持",
	"hold-nominal": "名目額維持", "hold-real": "実質額維持", "hold-share": "GDP比維持", "pledge-3.5": "3.5%公約",
	"rival-speeds-up": "競合国の増勢", "under-execution": "執行不足", "weak-currency": "通貨安", "yen-150": "1ドル150円",

	"GDP is nominal: no deflator of the same edition and years is on hand, so that growth and prices are not apart.": "GDPは名目値（同じ版のデフレーターがないため、実質成長と物価は区別しない）。",
}

// publisherWords are those that most of the embedded data are of.
var publisherWords = map[string]string{
	"Ministry of Defense (Japan)": "防衛省", "Ministry of Finance (Japan)": "財務省", "National Diet of Japan": "国会会議録",
	"Cabinet Office (Japan)": "内閣府", "Cabinet Office (Japan), ESRI": "内閣府経済社会総合研究所", "Cabinet of Japan": "日本国政府",
	"Board of Audit of Japan": "会計検査院", "International Monetary Fund": "国際通貨基金（IMF）",
	"Stockholm International Peace Research Institute": "ストックホルム国際平和研究所（SIPRI）",
	"Jiji Press": "時事通信", "Jiji Press, Kyodo": "時事通信・共同通信", "Reuters": "ロイター", "Asahi Shimbun": "朝日新聞", "Boei Nippo": "防衛日報",
	"House of Councillors Research Service": "参議院調査室", "German Bundestag": "ドイツ連邦議会", "Ministry of National Defense of Korea": "韓国国防部",
	"Ministry of Finance of China": "中国財政部", "Ministry of Finance of Poland": "ポーランド財務省",
}

// called names a country that is known by its English name only.
func (l Language) called(name string) string {
	for _, c := range data.Countries() {
		if c.Name == name {
			return l.country(c.Code, name)
		}
	}
	return name
}
