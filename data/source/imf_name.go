package source

// imfNames are the Fund's spellings that others do not use.
var imfNames = spell(map[string]string{
	"Democratic Republic of the Congo": "COD", "China, People's Republic of": "CHN", "Hong Kong Special Administrative Region, People's Republic of China": "HKG",
	"Kosovo, Republic of": "XKX", "Taiwan": "TWN", "Türkiye, Republic of": "TUR", "Poland, Republic of": "POL", "Netherlands, The": "NLD",
	"Estonia, Republic of": "EST", "Latvia, Republic of": "LVA", "Lithuania, Republic of": "LTU", "Slovenia, Republic of": "SVN",
	"Croatia, Republic of": "HRV", "Serbia, Republic of": "SRB", "Belarus, Republic of": "BLR", "Armenia, Republic of": "ARM",
	"Azerbaijan, Republic of": "AZE", "Kazakhstan, Republic of": "KAZ", "Uzbekistan, Republic of": "UZB", "Tajikistan, Republic of": "TJK",
	"Iran, Islamic Republic of": "IRN", "Yemen, Republic of": "YEM", "Fiji, Republic of": "FJI", "Madagascar, Republic of": "MDG",
	"Mozambique, Republic of": "MOZ", "South Sudan, Republic of": "SSD", "Eswatini, Kingdom of": "SWZ", "Lesotho, Kingdom of": "LSO",
	"Bahrain, Kingdom of": "BHR", "Egypt, Arab Republic of": "EGY", "Ethiopia, The Federal Democratic Republic of": "ETH",
	"Lao People's Democratic Republic": "LAO", "Venezuela, República Bolivariana de": "VEN", "Marshall Islands, Republic of the": "MHL",
	"Micronesia, Federated States of": "FSM", "Palau, Republic of": "PLW", "Nauru, Republic of": "NRU", "San Marino, Republic of": "SMR",
	"Timor-Leste, Democratic Republic of": "TLS", "Tanzania, United Republic of": "TZA", "Equatorial Guinea, Republic of": "GNQ",
	"Congo, Democratic Republic of the": "COD", "Macao Special Administrative Region, People's Republic of China": "MAC",
	"Aruba, Kingdom of the Netherlands": "ABW", "Andorra, Principality of": "AND", "Comoros, Union of the": "COM",
	"São Tomé and Príncipe, Democratic Republic of": "STP", "Afghanistan, Islamic Republic of": "AFG", "Mauritania, Islamic Republic of": "MRT",
})
