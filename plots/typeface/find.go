package typeface

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// ErrNone is wrapped by [Find] where no folder has a Japanese face.
var ErrNone = errors.New("no Japanese font is installed")

// wanted are the files of sans-serif faces that have Japanese, the best for a
// chart first: those with two weights and even strokes, then what comes with
// the systems. Variable fonts are not among them: read without their axes they
// are too thin.
var wanted = []struct{ regular, bold string }{
	{"NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"},
	{"NotoSansCJKjp-Regular.otf", "NotoSansCJKjp-Bold.otf"},
	{"NotoSansJP-Regular.otf", "NotoSansJP-Bold.otf"},
	{"NotoSansJP-Regular.ttf", "NotoSansJP-Bold.ttf"},
	{"SourceHanSans-Regular.ttc", "SourceHanSans-Bold.ttc"},
	{"SourceHanSansJP-Regular.otf", "SourceHanSansJP-Bold.otf"},
	{"BIZUDGothic-Regular.ttf", "BIZUDGothic-Bold.ttf"},
	{"ipaexg.ttf", ""},
	{"ヒラギノ角ゴシック W3.ttc", "ヒラギノ角ゴシック W6.ttc"},
	{"YuGothM.ttc", "YuGothB.ttc"},
	{"YuGothR.ttc", "YuGothB.ttc"},
	{"meiryo.ttc", "meiryob.ttc"},
	{"VL-PGothic-Regular.ttf", ""},
	{"VL-Gothic-Regular.ttf", ""},
	{"TakaoPGothic.ttf", ""},
	{"TakaoGothic.ttf", ""},
	{"ipagp.ttf", ""},
	{"ipag.ttf", ""},
	{"msgothic.ttc", ""},
	{"DroidSansFallbackFull.ttf", ""},
}

// Folders returns where this system keeps fonts, the user's own first.
//
// # References
//
// XDG Base Directory Specification 0.8; the font folders of macOS and Windows.
func Folders() []string {
	home, err := os.UserHomeDir()
	if err != nil { // none: the system's folders are left
		home = ""
	}
	return folders(runtime.GOOS, home, os.Getenv)
}

// folders is [Folders] of a system, a home and an environment.
func folders(system, home string, env func(string) string) []string {
	var list []string
	add := func(root string, parts ...string) {
		if root != "" {
			list = append(list, filepath.Join(append([]string{root}, parts...)...))
		}
	}
	switch system {
	case "windows":
		add(env("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")
		add(or(env("WINDIR"), `C:\Windows`), "Fonts")
	case "darwin":
		add(home, "Library", "Fonts")
		add("/Library/Fonts")
		add("/System/Library/Fonts")
	default:
		add(or(env("XDG_DATA_HOME"), join(home, ".local", "share")), "fonts")
		add(home, ".fonts")
		for _, dir := range filepath.SplitList(or(env("XDG_DATA_DIRS"), "/usr/local/share:/usr/share")) {
			add(dir, "fonts")
		}
	}
	return list
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func join(root string, parts ...string) string {
	if root == "" {
		return ""
	}
	return filepath.Join(append([]string{root}, parts...)...)
}

// Find returns the first Japanese face of its list that some folder has: which
// it is depends on what is installed and on nothing else. It returns an error
// that wraps [ErrNone] and says where it looked if there is none.
func Find(folders []string) (*Face, error) {
	files := map[string]string{}
	for _, dir := range folders {
		list(dir, files)
	}
	for _, w := range wanted {
		if regular, ok := files[w.regular]; ok {
			return load(regular, files[w.bold])
		}
	}
	return nil, fmt.Errorf("%w in %s", ErrNone, strings.Join(folders, ", "))
}

// list notes the files below a folder by name, the first of a name in the
// order of the paths. A folder that is not there or cannot be read has none.
func list(dir string, files map[string]string) {
	walk := func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		// macOS hands out the parts of ゴ and ギ one by one.
		if name := norm.NFC.String(d.Name()); !d.IsDir() && files[name] == "" {
			files[name] = path
		}
		return nil
	}
	if err := filepath.WalkDir(dir, walk); err != nil {
		panic("typeface: a walk that returns no error returned one")
	}
}
