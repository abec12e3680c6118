package mark

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// EndLabel names a curve at its right end.
type EndLabel struct {
	Y     float64
	Text  Block
	Short Block // in place of Text where all texts are higher than the data area; nil is Text
}

// EndLabels stand right of the data, each with its first line at the height of
// its curve's end or as near to it as leaves them clear of each other. One that had to move is
// joined to its curve by a leader.
type EndLabels struct {
	X      float64 // where the curves end
	Items  []EndLabel
	Left   bool      // they stand left of X, where the curves begin
	Gap    vg.Length // between the data and the texts
	Leader draw.LineStyle
}

// Plot places and writes the labels.
func (e EndLabels) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	items := e.fitting(c.Max.Y - c.Min.Y)
	slices.SortStableFunc(items, func(a, b EndLabel) int { return cmp.Compare(a.Y, b.Y) })
	want := make([]vg.Length, len(items))
	size := make([]vg.Length, len(items))
	ends := make([]vg.Length, len(items))
	for i, item := range items {
		_, size[i] = item.Text.Size()
		ends[i] = fy(item.Y)
		want[i] = ends[i] - size[i]/2 + item.Text[0].Height()/2
	}
	x, way, align := fx(e.X), e.Gap, draw.XLeft
	if e.Left {
		way, align = -e.Gap, draw.XRight
	}
	for i, mid := range Spread(want, size, c.Min.Y, c.Max.Y) {
		line := items[i].Text[0].Height()
		if moved := mid - want[i]; moved > 0.75*line || moved < -0.75*line {
			c.StrokeLine2(e.Leader, x+way/4, ends[i], x+way*3/4, ends[i]+moved)
		}
		items[i].Text.Draw(c, x+way, mid+size[i]/2, align)
	}
}

// fitting returns the labels, all in their short form if the long ones are
// higher than there is room.
func (e EndLabels) fitting(room vg.Length) []EndLabel {
	items := slices.Clone(e.Items)
	for _, item := range items {
		_, h := item.Text.Size()
		room -= h
	}
	for i := range items {
		if room < 0 && items[i].Short != nil {
			items[i].Text = items[i].Short
		}
	}
	return items
}

// GlyphBoxes asks for the room of the labels beside the data.
func (e EndLabels) GlyphBoxes(p *plot.Plot) []plot.GlyphBox {
	var boxes []plot.GlyphBox
	for _, item := range e.Items {
		w, _ := item.Text.Size()
		if short, _ := item.Short.Size(); short > w {
			w = short
		}
		box := vg.Rectangle{Max: vg.Point{X: e.Gap + w}}
		if e.Left {
			box = vg.Rectangle{Min: vg.Point{X: -e.Gap - w}}
		}
		boxes = append(boxes, plot.GlyphBox{X: p.X.Norm(e.X), Y: p.Y.Norm(item.Y), Rectangle: box})
	}
	return boxes
}

// Spread returns middles for boxes of the given sizes that do not overlap, lie
// from lo to hi as long as there is room, and are in sum of squares as near as
// can be to the middles wanted, which must ascend:
//
//	min Σ (m[i] - want[i])²  with  m[i+1] - m[i] ≥ (size[i] + size[i+1]) / 2.
//
// Taking off the sum of the distances turns it into isotonic regression, which
// pooling adjacent violators solves.
//
// # References
//
// Barlow, Bartholomew, Bremner and Brunk, Statistical Inference under Order
// Restrictions, Wiley, 1972, section 1.2.
func Spread(want, size []vg.Length, lo, hi vg.Length) []vg.Length {
	type pool struct {
		sum vg.Length
		n   int
	}
	var pools []pool
	offset := make([]vg.Length, len(want))
	for i := range want {
		if i > 0 {
			offset[i] = offset[i-1] + (size[i-1]+size[i])/2
		}
		pools = append(pools, pool{want[i] - offset[i], 1})
		for k := len(pools) - 1; k > 0 && pools[k-1].sum*vg.Length(pools[k].n) > pools[k].sum*vg.Length(pools[k-1].n); k-- {
			pools[k-1] = pool{pools[k-1].sum + pools[k].sum, pools[k-1].n + pools[k].n}
			pools = pools[:k]
		}
	}
	var mid []vg.Length
	for _, b := range pools {
		for range b.n {
			mid = append(mid, b.sum/vg.Length(b.n)+offset[len(mid)])
		}
	}
	return inside(mid, size, lo, hi)
}

// inside moves the boxes that stand out below lo or above hi, and those that
// they then run into. If there is not room for all, the lowest stand out.
func inside(mid, size []vg.Length, lo, hi vg.Length) []vg.Length {
	for i := range mid {
		mid[i] = max(mid[i], lo+size[i]/2)
		lo = mid[i] + size[i]/2
	}
	for i := len(mid) - 1; i >= 0; i-- {
		mid[i] = min(mid[i], hi-size[i]/2)
		hi = mid[i] - size[i]/2
	}
	return mid
}
