package plots

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/plots/mark"
)

// frame is a plot of shares by year in the style: level grid lines, a base
// line with short ticks, no box. Ranges and ticks are set when it is drawn, for
// they depend on the room that the words have left.
type frame struct {
	*plot.Plot
	style  Style
	basis  data.YearBasis
	lo, hi float64      // of the data
	tops   []mark.Label // texts that want to stand above their level
	// ticks and across are the tickers of the axes for at most n ticks; nil are
	// shares and years.
	ticks, across func(n int) plot.Ticker
	tight         bool // the axis need not hold zero, whatever the data
}

// middle puts half of a digit above a line. gonum's own centre counts the
// descent below the baseline and leaves the digits a tenth too high.
const middle text.YAlignment = -0.6

// frame returns an empty frame.
func (s Style) frame(b data.YearBasis) *frame {
	p := plot.New()
	p.BackgroundColor = nil
	axis := line(s.Theme.Color.Axis, s.Theme.Line.Axis, nil)
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Label.TextStyle = s.tick()
		x, y := a.Tick.Label.XAlign, a.Tick.Label.YAlign
		a.Tick.Label = s.tick()
		a.Tick.Label.XAlign, a.Tick.Label.YAlign = x, y
		a.Tick.LineStyle = axis
	}
	p.X.LineStyle, p.X.Padding, p.X.Tick.Length = axis, 0, s.Theme.Gap*3/4
	p.Y.Tick.Label.YAlign = middle
	p.Y.LineStyle, p.Y.Padding, p.Y.Tick.Length = line(s.Theme.Color.Axis, 0, nil), s.Theme.Gap/2, 0
	p.Add(mark.Grid{Line: line(s.Theme.Color.Grid, s.Theme.Line.Grid, nil)})
	return &frame{Plot: p, style: s, basis: b, lo: math.Inf(1), hi: math.Inf(-1)}
}

// hold makes the axis reach v.
func (f *frame) hold(v float64) { f.lo, f.hi = min(f.lo, v), max(f.hi, v) }

// Draw sets the ranges and ticks for the canvas and draws the plot.
func (f *frame) Draw(c draw.Canvas) {
	size := c.Size()
	tick := f.style.tick()
	// What the axes themselves take up, about.
	width, height := size.X-4*tick.Width("2000"), size.Y-4*tick.Font.Size
	l := f.style.Language
	f.X.Tick.Marker = mark.Years{Basis: f.basis, Max: max(2, int(width/(2*tick.Width("2000")))),
		Label: func(y data.Year) string { return l.year(f.basis, y) }}
	f.Y.Tick.Marker = mark.Percent{Max: min(7, max(3, int(height/(2.4*tick.Font.Size)))), Unit: plainText(l.unit())}
	if f.ticks != nil {
		f.Y.Tick.Marker = f.ticks(min(7, max(3, int(height/(2.4*tick.Font.Size)))))
	}
	if f.across != nil {
		f.X.Tick.Marker = f.across(min(9, max(3, int(width/(3*tick.Width("2000"))))))
	}
	f.Y.Min = bottom(f.lo, f.hi)
	if f.tight {
		f.Y.Min = f.lo - 0.08*max(f.hi-f.lo, 0.05*math.Abs(f.hi))
	}
	f.Y.Max = f.hi + 0.04*(f.hi-f.Y.Min)
	// The highest label finds room above its line, not only above the data.
	for _, t := range f.tops {
		_, h := t.Text[0].Size()
		part := min(0.5, float64((h+1.5*f.style.Theme.Gap)/height))
		f.Y.Max = max(f.Y.Max, (t.Y-part*f.Y.Min)/(1-part))
	}
	f.Plot.Draw(c)
}

// bottom returns where an axis of shares starts for data from lo to hi: at
// zero, unless the data would then be squeezed into the top 40 % and the
// changes, which a line chart is read for, with them.
func bottom(lo, hi float64) float64 {
	if lo >= 0 && (lo <= 0.6*hi || hi == 0) {
		return 0
	}
	return lo - 0.1*max(hi-lo, 0.05*math.Abs(hi)) // a flat line stays flat
}

// breaks returns a label as one line and broken into more, for where there is
// no room for one.
func (s Style) breaks(t string, style text.Style) []mark.Block {
	var out []mark.Block
	for _, part := range []vg.Length{0.8, 0.45, 0.3} {
		b := mark.Balance(t, style, part*s.width())
		if len(out) == 0 || len(b) > len(out[len(out)-1]) {
			out = append(out, b)
		}
	}
	return out
}
