package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/defcast/defcast"

// layer says what the packages of a directory and those below it may import of
// this module, and whether they may import other modules. The rule of the
// deepest directory counts. An entry that ends in "/" is the whole tree.
type layer struct {
	dir    string
	may    []string
	others bool
	why    string
}

// layers is the house: data → forecast → plots → cmd.
var layers = []layer{
	{"data", []string{"data"}, false, "facts are what all else rests on: they rest on the standard library alone"},
	{"data/source", []string{"data", "data/source/", "data/datapackage"}, true, "a publisher's file becomes facts and nothing more"},
	{"data/store", []string{"data", "data/source", "data/datapackage"}, false, "what was imported is kept as it was read"},
	{"data/check", []string{"data"}, false, "a check looks at series, wherever they come from"},
	{"forecast", []string{"data", "forecast", "forecast/dist"}, true, "siblings meet in pipeline, not in each other"},
	{"forecast/ets", nil, true, kernel},
	{"forecast/arima", nil, true, kernel},
	{"forecast/statespace", nil, true, kernel},
	{"forecast/panel", nil, true, kernel},
	{"forecast/boxcox", nil, true, kernel},
	{"forecast/residual", nil, true, kernel},
	{"forecast/combine", []string{"data", "forecast", "forecast/dist", "forecast/score"}, true, "a pool weighs what members say, whatever they are"},
	{"forecast/calibrate", []string{"data", "forecast", "forecast/dist", "forecast/score"}, true, "calibration learns from models it is given"},
	{"forecast/backtest", []string{"data", "forecast", "forecast/dist", "forecast/score"}, true, "a backtest judges models it is given"},
	{"forecast/model", []string{"data", "forecast", "forecast/dist", "forecast/ets", "forecast/arima", "forecast/statespace", "forecast/panel", "forecast/boxcox", "forecast/residual", "forecast/calibrate", "forecast/combine"}, true,
		"a method knows its kernel and no use of it"},
	{"forecast/burden", []string{"data", "forecast", "forecast/dist", "forecast/model", "forecast/combine"}, true, "a ratio is made of models, not of reports"},
	{"forecast/target", []string{"data", "forecast"}, true, "siblings meet in pipeline: a goal is asked of paths, however they were made"},
	{"forecast/scenario", []string{"data", "forecast"}, true, "siblings meet in pipeline: a rule changes paths, however they were made"},
	{"forecast/pipeline", []string{"data", "forecast/"}, true, "the order of the steps ends in a report; how it looks is for plots and cmd"},
	{"forecast/ledger", []string{"data", "forecast/score", "forecast/pipeline"}, true, "the ledger keeps what the pipeline answered: it comes after it, and makes no forecast"},
	{"plots", []string{"data", "forecast", "forecast/pipeline", "forecast/backtest", "plots/"}, true, "a chart reads reports and scores and makes none"},
	{"cmd", []string{"data/", "forecast/", "plots/", "cmd/"}, true, "commands come last and may use everything"},
	{"cmd/defcast/internal/render", []string{"data", "forecast", "forecast/pipeline"}, true, "a format reads a report and nothing else"},
	{"cmd/defcast/internal/batch", []string{"data", "forecast", "forecast/dist"}, true, "batch is given its model and streams the rest"},
}

const kernel = "kernels take and give []float64 and know no series"

// file is a parsed file and its name from the root of the module.
type file struct {
	name string
	ast  *ast.File
}

func (f file) dir() string  { return path.Dir(f.name) }
func (f file) test() bool   { return strings.HasSuffix(f.name, "_test.go") }
func (f file) inCmd() bool  { return strings.HasPrefix(f.name, "cmd/") }
func (f file) rule() *layer { return ruleOf(f.dir()) }

// ruleOf returns the layer of the deepest directory that holds dir.
func ruleOf(dir string) *layer {
	var deepest *layer
	for i, l := range layers {
		if (dir == l.dir || strings.HasPrefix(dir, l.dir+"/")) && (deepest == nil || len(l.dir) > len(deepest.dir)) {
			deepest = &layers[i]
		}
	}
	return deepest
}

// checks are run over every file; each says what is wrong with it and why.
var checks = map[string]func(file) []string{
	"imports":  checkImports,
	"random":   checkRandom,
	"clock":    checkClock,
	"printing": checkPrinting,
	"runtime":  checkRuntime,
	"names":    checkNames,
	"comments": checkComments,
}

func TestArchitecture(t *testing.T) {
	root := filepath.Join("..", "..")
	documented := map[string]bool{}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != root && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".go") {
			return nil
		}
		f, err := parse(root, p)
		if err != nil {
			return err
		}
		if !f.test() {
			documented[f.dir()] = documented[f.dir()] || f.ast.Doc != nil
		}
		for _, check := range checks {
			for _, fault := range check(f) {
				t.Errorf("%s: %s", f.name, fault)
			}
		}
		return nil
	})
	if err != nil || len(documented) < 10 {
		t.Fatalf("read %d packages: %v", len(documented), err)
	}
	for dir, ok := range documented {
		if !ok {
			t.Errorf("package %s has no comment: say what it is for", dir)
		}
	}
}

func parse(root, name string) (file, error) {
	rel, err := filepath.Rel(root, name)
	if err != nil {
		return file{}, err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
	return file{filepath.ToSlash(rel), parsed}, err
}

// imports returns the paths that a file imports by the names it uses for them.
func (f file) imports() map[string]string {
	out := map[string]string{}
	for _, spec := range f.ast.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			panic("arch: parser let a bad import path through")
		}
		name := path.Base(p)
		if name == "v2" {
			name = path.Base(path.Dir(p))
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		out[name] = p
	}
	return out
}

// checkImports holds the direction of dependencies. Tests may import what they
// like: they are no part of what others import.
func checkImports(f file) []string {
	l := f.rule()
	if f.test() {
		return nil
	}
	if l == nil {
		return []string{"is in no layer (want data, forecast, plots or cmd)"}
	}
	var faults []string
	for name, p := range f.imports() {
		if name == "_" && p != "embed" {
			faults = append(faults, fmt.Sprintf("imports %s for its side effects: registries are filled by their own package", p))
		}
		if rel, ours := strings.CutPrefix(p, module+"/"); ours && !l.allows(f.dir(), rel) {
			faults = append(faults, fmt.Sprintf("imports %s: %s", rel, l.why))
		} else if !ours && !l.others && strings.Contains(strings.Split(p, "/")[0], ".") {
			faults = append(faults, fmt.Sprintf("imports %s: %s", p, l.why))
		}
	}
	return faults
}

func (l *layer) allows(from, to string) bool {
	return strings.HasPrefix(to, from+"/internal/") || slices.ContainsFunc(l.may, func(may string) bool {
		return to == strings.TrimSuffix(may, "/") || strings.HasSuffix(may, "/") && strings.HasPrefix(to, may)
	})
}

// selections returns the names selected from an imported package: "Now" for
// time.Now.
func (f file) selections(importPath string) []string {
	imports := f.imports()
	var out []string
	ast.Inspect(f.ast, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && imports[x.Name] == importPath {
				out = append(out, s.Sel.Name)
			}
		}
		return true
	})
	return out
}

// ownSource are the names of math/rand/v2 that draw from no hidden source.
var ownSource = []string{"New", "NewPCG", "NewChaCha8", "NewZipf", "Rand", "Source", "PCG", "ChaCha8", "Zipf"}

func checkRandom(f file) []string {
	var faults []string
	for _, p := range f.imports() {
		if p == "math/rand" {
			faults = append(faults, "imports math/rand: want math/rand/v2, whose streams are the same everywhere")
		}
	}
	for _, name := range f.selections("math/rand/v2") {
		if !slices.Contains(ownSource, name) {
			faults = append(faults, fmt.Sprintf("calls rand.%s: draws come from forecast.Stream, so that equal seeds give equal bytes", name))
		}
	}
	return faults
}

func checkClock(f file) []string {
	if f.inCmd() || f.test() || !slices.Contains(f.selections("time"), "Now") {
		return nil
	}
	return []string{"calls time.Now: an answer depends on data and settings, never on the clock"}
}

func checkPrinting(f file) []string {
	if f.inCmd() || f.test() {
		return nil
	}
	var faults []string
	for pkg, banned := range map[string][]string{"fmt": {"Print", "Printf", "Println"}, "os": {"Stdout", "Stderr", "Exit"}} {
		for _, name := range f.selections(pkg) {
			if slices.Contains(banned, name) {
				faults = append(faults, fmt.Sprintf("uses %s.%s: a library returns errors and warnings, the command prints them", pkg, name))
			}
		}
	}
	if len(f.selections("log")) > 0 {
		faults = append(faults, "logs: a library returns errors and warnings, the command prints them")
	}
	return faults
}

// checkRuntime finds the field of gonum's optimize.Settings in a literal and
// in an assignment.
func checkRuntime(f file) []string {
	if len(f.selections("gonum.org/v1/gonum/optimize")) == 0 {
		return nil
	}
	found := false
	ast.Inspect(f.ast, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			key, ok := n.Key.(*ast.Ident)
			found = found || ok && key.Name == "Runtime"
		case *ast.SelectorExpr:
			found = found || n.Sel.Name == "Runtime"
		}
		return true
	})
	if !found {
		return nil
	}
	return []string{"sets optimize.Settings.Runtime: a slow machine would get another answer; bound the evaluations"}
}

func checkNames(f file) []string {
	base := path.Base(f.name)
	for _, vague := range []string{"util", "utils", "common", "helper", "helpers", "types", "misc", "pkg"} {
		if base == vague+".go" || slices.Contains(strings.Split(f.dir(), "/"), vague) {
			return []string{"is named " + vague + ": name a file for its one noun"}
		}
	}
	return nil
}

// checkComments wants a comment on every exported name. A group of constants
// or variables may share one.
func checkComments(f file) []string {
	if f.test() || f.ast.Name.Name == "main" {
		return nil
	}
	var faults []string
	want := func(name *ast.Ident, docs ...*ast.CommentGroup) {
		if name.IsExported() && !slices.ContainsFunc(docs, func(d *ast.CommentGroup) bool { return d != nil }) {
			faults = append(faults, name.Name+" has no comment: say what it is, its unit and its errors")
		}
	}
	for _, d := range f.ast.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if r := receiver(d); r == nil || r.IsExported() {
				want(d.Name, d.Doc)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					want(spec.Name, d.Doc, spec.Doc)
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						want(name, d.Doc, spec.Doc, spec.Comment)
					}
				}
			}
		}
	}
	return faults
}

// receiver returns the name of the type that a method belongs to, nil for a
// function.
func receiver(d *ast.FuncDecl) *ast.Ident {
	if d.Recv == nil {
		return nil
	}
	for expr := d.Recv.List[0].Type; ; {
		switch e := expr.(type) {
		case *ast.StarExpr:
			expr = e.X
		case *ast.IndexExpr:
			expr = e.X
		case *ast.IndexListExpr:
			expr = e.X
		case *ast.Ident:
			return e
		default:
			panic("arch: a receiver is a type name")
		}
	}
}

// TestChecksFindFaults gives each check what it is there to find, and the
// nearest thing that is right.
func TestChecksFindFaults(t *testing.T) {
	for _, c := range []struct {
		check, name, src string
		fault            string // "" for none
	}{
		{"imports", "data/x.go", `import "github.com/defcast/defcast/forecast"`, "imports forecast: facts are"},
		{"imports", "data/x.go", `import "gonum.org/v1/gonum/mat"`, "imports gonum.org/v1/gonum/mat: facts are"},
		{"imports", "data/x.go", `import "encoding/csv"`, ""},
		{"imports", "data/snapshot/x.go", `import "github.com/defcast/defcast/data"`, ""},
		{"imports", "data/source/x.go", `import "github.com/xuri/excelize/v2"`, ""},
		{"imports", "forecast/x.go", `import "github.com/defcast/defcast/plots"`, "imports plots: siblings"},
		{"imports", "forecast/ets/x.go", `import "github.com/defcast/defcast/forecast"`, "imports forecast: kernels take"},
		{"imports", "forecast/target/x.go", `import "github.com/defcast/defcast/forecast/model"`, "siblings meet in pipeline"},
		{"imports", "forecast/model/x.go", `import "github.com/defcast/defcast/forecast/pipeline"`, "a method knows"},
		{"imports", "forecast/pipeline/x.go", `import "github.com/defcast/defcast/forecast/scenario"`, ""},
		{"imports", "plots/x.go", `import "github.com/defcast/defcast/forecast/model"`, "a chart reads"},
		{"imports", "plots/x.go", `import "github.com/defcast/defcast/plots/internal/unipdf"`, ""},
		{"imports", "cmd/defcast/internal/render/x.go", `import "github.com/defcast/defcast/plots"`, "a format reads"},
		{"imports", "cmd/defcast/internal/cli/x.go", `import "github.com/defcast/defcast/plots"`, ""},
		{"imports", "cmd/defcast/x.go", `import _ "image/png"`, "side effects"},
		{"imports", "data/x_test.go", `import "github.com/defcast/defcast/forecast"`, ""},
		{"imports", "tools/x.go", ``, "in no layer"},
		{"random", "forecast/x.go", `import "math/rand"`, "imports math/rand"},
		{"random", "forecast/x_test.go", `import "math/rand/v2"; var x = rand.Float64()`, "calls rand.Float64"},
		{"random", "forecast/x.go", `import r "math/rand/v2"; var x = r.IntN(3)`, "calls rand.IntN"},
		{"random", "forecast/x.go", `import "math/rand/v2"; var x = rand.New(rand.NewPCG(1, 2)).IntN(3)`, ""},
		{"clock", "forecast/x.go", `import "time"; var x = time.Now()`, "calls time.Now"},
		{"clock", "forecast/x.go", `import "time"; var x = time.April`, ""},
		{"clock", "cmd/defcast/x.go", `import "time"; var x = time.Now()`, ""},
		{"printing", "plots/x.go", `import "fmt"; func f() { fmt.Println() }`, "uses fmt.Println"},
		{"printing", "plots/x.go", `import "os"; var x = os.Stderr`, "uses os.Stderr"},
		{"printing", "data/x.go", `import "log"; func f() { log.Print() }`, "logs"},
		{"printing", "plots/x.go", `import "fmt"; var x = fmt.Sprintf("")`, ""},
		{"runtime", "forecast/x.go", `import "gonum.org/v1/gonum/optimize"; var x = optimize.Settings{Runtime: 1}`, "Runtime"},
		{"runtime", "forecast/x.go", `import "gonum.org/v1/gonum/optimize"; func f(s optimize.Settings) { s.Runtime = 1 }`, "Runtime"},
		{"runtime", "forecast/x.go", `import "gonum.org/v1/gonum/optimize"; var x = optimize.Settings{FuncEvaluations: 1}`, ""},
		{"names", "data/utils.go", ``, "is named utils"},
		{"names", "pkg/x.go", ``, "is named pkg"},
		{"names", "data/unit.go", ``, ""},
		{"comments", "data/x.go", `type T int`, "T has no comment"},
		{"comments", "data/x.go", `func F() {}`, "F has no comment"},
		{"comments", "data/x.go", "// T is.\ntype T[V any] int\nfunc (t *T[V]) M() {}", "M has no comment"},
		{"comments", "data/x.go", `func (t t) M() {}`, ""},
		{"comments", "data/x.go", `const A = 1`, "A has no comment"},
		{"comments", "data/x.go", "// Letters.\nconst (\n A = 1\n)\nvar b = 2 // small", ""},
	} {
		parsed, err := parser.ParseFile(token.NewFileSet(), c.name, "package p\n"+c.src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("%s: %v", c.src, err)
		}
		got := strings.Join(checks[c.check](file{c.name, parsed}), "; ")
		if c.fault == "" && got != "" || !strings.Contains(got, c.fault) {
			t.Errorf("%s of %s with %s: found %q, want %q", c.check, c.name, c.src, got, c.fault)
		}
	}
}
