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

// multiples is a body of small frames in a grid that share both axes: a length
// in one is the same length in all, and the eye compares without reading.
type multiples struct {
	s      Style
	frames []*frame
	titles []mark.Line // above each frame
	xlo    float64
	xhi    float64
	label  func(data.Year) string
}

// columns returns how many columns make frames that are nearest to seven by
// five, of those that leave each title its width, and then as few as fill the
// same rows: six frames are three and three, not five and one.
func (m *multiples) columns(size vg.Point) int {
	var wide vg.Length
	for _, t := range m.titles {
		wide = max(wide, t.Width()+m.s.Theme.Gap)
	}
	tick := m.s.tick()
	best, off := 1, math.Inf(1)
	n := len(m.frames)
	for c := 1; c <= n; c++ {
		rows := (n + c - 1) / c
		w, h := size.X/vg.Length(c), size.Y/vg.Length(rows)-2.5*tick.Font.Size
		if c > 1 && w < wide || (rows-1)*c >= n {
			continue
		}
		if d := math.Abs(math.Log(float64(w/max(h, 1)) / 1.4)); d < off {
			best, off = c, d
		}
	}
	rows := (n + best - 1) / best
	return (n + rows - 1) / rows
}

// Draw draws the frames.
func (m *multiples) Draw(c draw.Canvas) {
	cols := m.columns(c.Size())
	n := len(m.frames)
	nrows := (n + cols - 1) / cols
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, f := range m.frames {
		lo, hi = min(lo, f.lo), max(hi, f.hi)
	}
	tick := m.s.tick()
	height := (c.Max.Y-c.Min.Y)/vg.Length(nrows) - 4*tick.Font.Size
	width := (c.Max.X-c.Min.X)/vg.Length(cols) - 4*tick.Width("2")
	grid := make([][]*plot.Plot, nrows)
	for r := range grid {
		grid[r] = make([]*plot.Plot, cols)
	}
	for i, f := range m.frames {
		r, k := i/cols, i%cols
		bottomRow := i+cols >= n
		f.X.Min, f.X.Max = m.xlo, m.xhi
		f.Y.Min = min(0, bottom(lo, hi))
		f.Y.Max = hi + 0.05*(hi-f.Y.Min)
		f.X.Tick.Marker = mark.Years{Max: max(2, int(width/(2.2*tick.Width("2000")))), Label: m.label}
		f.Y.Tick.Marker = mark.Percent{Max: min(5, max(1, int(height/(1.8*tick.Font.Size)))), Unit: plainText(m.s.Language.unit())}
		if k > 0 {
			f.Y.Tick.Marker = silent{f.Y.Tick.Marker}
		}
		if !bottomRow {
			f.X.Tick.Marker = silent{f.X.Tick.Marker}
		}
		f.Title.Text = m.titles[i].Text
		f.Title.TextStyle = m.titles[i].Style
		f.Title.TextStyle.XAlign, f.Title.TextStyle.YAlign = text.XCenter, text.YTop
		f.Title.Padding = m.s.Theme.Gap / 2
		grid[r][k] = f.Plot
	}
	tiles := draw.Tiles{Rows: nrows, Cols: cols, PadX: 1.5 * m.s.Theme.Gap, PadY: m.s.Theme.Gap}
	for r, row := range plot.Align(grid, tiles, c) {
		for k, cell := range row {
			if grid[r][k] != nil {
				grid[r][k].Draw(cell)
			}
		}
	}
}

// silent is a ticker without labels: the row or column before has them.
type silent struct{ plot.Ticker }

// Ticks returns the ticks; a blank keeps the line of the grid, which an empty
// label would make a minor one without it.
func (s silent) Ticks(lo, hi float64) []plot.Tick {
	ticks := s.Ticker.Ticks(lo, hi)
	for i := range ticks {
		ticks[i].Label = " "
	}
	return ticks
}
