package mark

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is a part of a text that stays on one line if it can, and what stands
// before it on the line of the piece before.
type piece struct{ before, text string }

// pieces splits a text at its spaces and between the phrases of Japanese. A dash
// stays with what it ends.
func pieces(s string) []piece {
	var out []piece
	for _, word := range strings.Split(s, " ") {
		if n := len(out); word == "—" && n > 0 {
			out[n-1].text += " —"
			continue
		}
		before := " "
		for _, phrase := range phrases(word) {
			out = append(out, piece{before, phrase})
			before = ""
		}
	}
	return out
}

// phrases splits Japanese where a reader would draw breath: a noun and the
// hiragana of its particle or ending are a phrase, 防衛費は｜2027年度に｜達する. A
// phrase ends after hiragana or closing punctuation, before what is neither, and
// before an opening bracket. Any other text is one phrase.
func phrases(s string) []string {
	var out []string
	start, was := 0, rune(0)
	for i, r := range s {
		ends := unicode.Is(unicode.Hiragana, was) && !unicode.Is(unicode.Hiragana, r) || strings.ContainsRune("、。・）」：", was) || strings.ContainsRune("（「", r)
		if was != 0 && ends && mayBreak(was, r) {
			out = append(out, s[start:i])
			start = i
		}
		was = r
	}
	return append(out, s[start:])
}

// mayBreak reports whether a line of Japanese may end between two characters:
// beside a wide one, unless a rule of line breaking (kinsoku) keeps them
// together.
//
// # References
//
// JIS X 4051:2004; W3C, Requirements for Japanese Text Layout, 2020, section
// 3.1.7, characters that must not begin or end a line.
func mayBreak(a, b rune) bool {
	const begin, end = "（「『〔【", "、。，．・：；？！）」』〕】〜ー々％%…ぁぃぅぇぉっゃゅょァィゥェォッャュョ—"
	switch {
	case !wide(a) && !wide(b), strings.ContainsRune(begin, a), strings.ContainsRune(end, b):
		return false
	case unicode.IsDigit(a): // 2027年度 and 0.6ポイント are one word
		return false
	}
	return true
}

// wide reports whether a character is of Japanese text, a square each.
func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x30FF || r >= 0xFF00 && r <= 0xFF60
}

// first returns the first character of a text.
func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
