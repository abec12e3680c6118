package source

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/defcast/defcast/data"
)

// imfDates finds the edition of a file, and that it is one.
type imfDates struct {
	published data.Date // given by the user
	stated    data.Date // by a footer or a column
	structure string
	updated   data.Date // the latest COUNTRY_UPDATE_DATE
	actuals   []data.Year
}

var (
	imfFooterDate = regexp.MustCompile(`World Economic Outlook[^,]*, *([A-Z][a-z]+) (\d{4})`)
	imfVintage    = regexp.MustCompile(`WEO_(\d{4})_(APR|OCT)`)
)

func (d *imfDates) scan(w imfSheet) error {
	for r, err := range w.after(w.header) {
		if err != nil {
			return err
		}
		if id := r.Cell(w.structure); id != "" && !imfFooter(r) {
			if d.structure != "" && id != d.structure {
				return r.errorf(w.structure, "%s, above %s (want one vintage in a file)", id, d.structure)
			}
			d.structure = id
		}
		if u := imfDate(r.Cell(w.update)); u.Compare(d.updated) > 0 {
			d.updated = u
		}
		if y, ok := year(r.Cell(w.actual)); ok {
			d.actuals = append(d.actuals, y)
		}
		stated := imfDate(r.Cell(w.published))
		if m := imfFooterDate.FindStringSubmatch(r.Cell(0)); m != nil {
			stated = imfMonth(m[1], m[2])
		}
		if stated.IsZero() {
			continue
		}
		if !d.stated.IsZero() && stated != d.stated {
			return r.errorf(-1, "published %s, above %s (want one vintage in a file)", stated, d.stated)
		}
		d.stated = stated
	}
	return nil
}

// edition returns the date and how it is known. The database comes out each
// April and October; the updates of January and July revise no countries' data.
func (d *imfDates) edition() (data.Date, string) {
	if m := imfVintage.FindStringSubmatch(d.structure); m != nil {
		return imfMonth(m[2][:1]+strings.ToLower(m[2][1:]), m[1]), "the dataset's name"
	}
	switch {
	case !d.published.IsZero():
		return d.published, "given"
	case !d.stated.IsZero():
		return d.stated, "the file says so"
	case d.updated.IsZero() && len(d.actuals) == 0:
		return data.Date{}, ""
	case d.updated.IsZero():
		// Half of the countries and more have closed the year before an edition.
		slices.Sort(d.actuals)
		last := d.actuals[len(d.actuals)/2]
		return data.Date{Year: int(last) + 1}, fmt.Sprintf("most countries' last actual is of %d", last)
	}
	e := data.Date{Year: d.updated.Year, Month: time.April}
	switch {
	case d.updated.Month > time.October:
		e.Year++
	case d.updated.Month > time.April:
		e.Month = time.October
	}
	return e, fmt.Sprintf("the first edition after the latest country update, %s", d.updated)
}

func imfMonth(month, y string) data.Date {
	t, err := time.Parse("January 2006", month+" "+y)
	if err != nil {
		if t, err = time.Parse("Jan 2006", month+" "+y); err != nil {
			return data.Date{}
		}
	}
	return data.Date{Year: t.Year(), Month: t.Month()}
}

// imfDate reads the American and the ISO form, with or without a time, and
// Excel's day number.
func imfDate(s string) data.Date {
	s, _, _ = strings.Cut(s, " ")
	s, _, _ = strings.Cut(s, "T")
	return wbDate(s)
}
