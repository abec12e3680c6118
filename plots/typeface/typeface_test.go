package typeface

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
)

// regular and bold are the files of Liberation Sans.
var regular, bold = source(xfont.WeightNormal), source(xfont.WeightBold)

func source(weight xfont.Weight) []byte {
	face := font.NewCache(liberation.Collection()).Lookup(font.Font{Typeface: "Liberation", Variant: "Sans", Weight: weight}, 10)
	var b bytes.Buffer
	if _, err := face.Face.WriteSourceTo(nil, &b); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// put writes a file below a directory and returns its path.
func put(t *testing.T, dir, name string, content []byte) string {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, content, 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

func subfamily(t *testing.T, f *sfnt.Font) string {
	t.Helper()
	s, err := f.Name(&sfnt.Buffer{}, sfnt.NameIDSubfamily)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// collection joins fonts into one file: offsets of tables count from its start.
func collection(fonts ...[]byte) []byte {
	out := binary.BigEndian.AppendUint32([]byte("ttcf\x00\x01\x00\x00"), uint32(len(fonts)))
	at := len(out) + 4*len(fonts)
	var body []byte
	for _, f := range fonts {
		f = append([]byte{}, f...)
		for k := range int(binary.BigEndian.Uint16(f[4:])) {
			entry := f[12+16*k+8:]
			binary.BigEndian.PutUint32(entry, binary.BigEndian.Uint32(entry)+uint32(at+len(body)))
		}
		out = binary.BigEndian.AppendUint32(out, uint32(at+len(body)))
		body = append(body, f...)
	}
	return append(out, body...)
}

// restrict sets fsType.
func restrict(f []byte, fsType uint16) []byte {
	f = append([]byte{}, f...)
	for k := range int(binary.BigEndian.Uint16(f[4:])) {
		if e := f[12+16*k:]; string(e[:4]) == "OS/2" {
			binary.BigEndian.PutUint16(f[binary.BigEndian.Uint32(e[8:])+8:], fsType)
		}
	}
	return f
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	file := put(t, dir, "X-Regular.ttf", regular)
	put(t, dir, "X-Bold.ttf", bold)
	f, err := Load(file)
	if err != nil || f.Name != "Liberation Sans" || subfamily(t, f.Regular) != "Regular" || subfamily(t, f.Bold) != "Bold" {
		t.Errorf("%+v, %v", f, err)
	}
	f, err = Load(put(t, dir, "y.ttc", collection(bold, regular)))
	if err != nil || subfamily(t, f.Regular) != "Bold" || f.Bold != f.Regular {
		t.Errorf("collection: %+v, %v, want its first font for both weights", f, err)
	}
}

func TestLoadRefuses(t *testing.T) {
	dir := t.TempDir()
	if _, err := Load(put(t, dir, "a.ttf", []byte("no font"))); err == nil || !strings.Contains(err.Error(), "want a .ttf") {
		t.Errorf("no font: %v", err)
	}
	if _, err := Load(filepath.Join(dir, "none.ttf")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if _, err := Load(put(t, dir, "b.ttf", restrict(regular, 2))); !errors.Is(err, ErrEmbed) {
		t.Errorf("restricted: %v, want ErrEmbed", err)
	}
	if _, err := Load(put(t, dir, "c.ttc", collection(restrict(regular, 2), bold))); !errors.Is(err, ErrEmbed) {
		t.Errorf("restricted in a collection: %v, want ErrEmbed", err)
	}
	if _, err := Load(put(t, dir, "d.ttf", restrict(regular, 8))); err != nil {
		t.Errorf("editable embedding: %v", err)
	}
	put(t, dir, "e-Bold.ttf", []byte("no font"))
	if _, err := Load(put(t, dir, "e-Regular.ttf", regular)); err == nil || !strings.Contains(err.Error(), "e-Bold.ttf") {
		t.Errorf("bad bold weight: %v", err)
	}
}

// TestFindPrefers: by the list, then by the order of the folders, wherever
// below them a file lies; a name in parts is the same name.
func TestFindPrefers(t *testing.T) {
	mine, system := t.TempDir(), t.TempDir()
	dirs := []string{filepath.Join(mine, "none"), mine, system}
	if _, err := Find(dirs); !errors.Is(err, ErrNone) || !strings.Contains(err.Error(), system) {
		t.Errorf("%v, want ErrNone and where it looked", err)
	}
	for _, c := range []struct{ dir, file string }{
		{system, "ヒラギノ角ゴシック W3.ttc"}, {system, "ipa/ipaexg.ttf"}, {mine, "ipaexg.ttf"}, {system, "opentype/noto/NotoSansCJK-Regular.ttc"},
	} {
		want := put(t, c.dir, c.file, regular)
		if f, err := Find(dirs); err != nil || f.File != want {
			t.Errorf("%+v, %v, want %s", f, err, want)
		}
	}
	put(t, system, "z/NotoSansCJK-Bold.ttc", bold)
	if f, err := Find(dirs); err != nil || subfamily(t, f.Bold) != "Bold" {
		t.Errorf("bold of another folder: %+v, %v", f, err)
	}
}

func TestFolders(t *testing.T) {
	env := map[string]string{"XDG_DATA_HOME": "/x", "XDG_DATA_DIRS": "/a:/b", "LOCALAPPDATA": "/l", "WINDIR": "/w"}
	get := func(k string) string { return env[k] }
	none := func(string) string { return "" }
	for _, c := range []struct {
		system, home string
		env          func(string) string
		want         []string
	}{
		{"linux", "/h", get, []string{"/x/fonts", "/h/.fonts", "/a/fonts", "/b/fonts"}},
		{"linux", "/h", none, []string{"/h/.local/share/fonts", "/h/.fonts", "/usr/local/share/fonts", "/usr/share/fonts"}},
		{"freebsd", "", none, []string{"/usr/local/share/fonts", "/usr/share/fonts"}},
		{"darwin", "/h", none, []string{"/h/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts"}},
		{"windows", "", get, []string{"/l/Microsoft/Windows/Fonts", "/w/Fonts"}},
	} {
		if d := cmp.Diff(c.want, folders(c.system, c.home, c.env)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.system, d)
		}
	}
}
