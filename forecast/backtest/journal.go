package backtest

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/defcast/defcast/data"
)

// Journal keeps finished work, so that an interrupted run goes on where it
// stopped. It is CSV: a line a case under a key that is the hash of all that
// the cases depend on, so that what was kept counts only for equal data, equal
// settings and the same program. A Journal is safe for concurrent use.
type Journal struct {
	// Whole is the length in bytes of what could be read: what follows is the
	// rest of a line that an interruption cut short, to be dropped.
	Whole int64

	stamp string
	mu    sync.Mutex
	out   io.Writer
	done  map[string][]Case
}

// journalHead is the first line; the columns of a case follow the key and how
// many cases it has.
const journalHead = "defcast/backtest/v1,of,country,measure,model,information,origin,h,year,actual,mean,median,lo50,hi50,lo80,hi80,lo95,hi95,crps,pinball,pit,naive,scale\n"

// ErrJournal is wrapped where a file is no journal.
var ErrJournal = errors.New("not a backtest's journal")

// ReadJournal reads what earlier runs have kept, nothing from an empty reader.
// The stamp names the program: work of another version does not count. It
// returns an error that wraps [ErrJournal] for anything else; a last line that
// was cut short is left out, see Whole.
func ReadJournal(r io.Reader, stamp string) (*Journal, error) {
	j := &Journal{stamp: stamp, done: map[string][]Case{}}
	in := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := in.ReadString('\n')
		if errors.Is(err, io.EOF) {
			if n == 1 && line != "" {
				return nil, fmt.Errorf("line 1: %w", ErrJournal)
			}
			return j, nil
		}
		if err != nil {
			return nil, err
		}
		if n == 1 {
			if line != journalHead {
				return nil, fmt.Errorf("line 1: %w", ErrJournal)
			}
		} else if err := j.read(line); err != nil {
			return nil, fmt.Errorf("line %d: %w: %w", n, ErrJournal, err)
		}
		j.Whole += int64(len(line))
	}
}

// AppendTo makes the journal write what it is told to w, after what it has
// read. The head comes first where nothing was read.
func (j *Journal) AppendTo(w io.Writer) error {
	j.out = w
	if j.Whole > 0 {
		return nil
	}
	_, err := io.WriteString(w, journalHead)
	return err
}

// read takes in a line.
func (j *Journal) read(line string) error {
	cells, err := csv.NewReader(strings.NewReader(line)).Read()
	if err != nil {
		return err
	}
	if want := strings.Count(journalHead, ",") + 1; len(cells) != want {
		return fmt.Errorf("%d cells, want %d", len(cells), want)
	}
	c := Case{Country: cells[2], Measure: cells[3], Model: cells[4], Information: cells[5]}
	var origin, year int
	for i, to := range []*int{&origin, &c.H, &year} {
		if *to, err = strconv.Atoi(cells[6+i]); err != nil {
			return err
		}
	}
	c.Origin, c.Year = data.Year(origin), data.Year(year)
	for i, to := range c.numbers() {
		if *to, err = strconv.ParseFloat(cells[9+i], 64); err != nil {
			return err
		}
	}
	key := cells[0] + "/" + cells[1]
	j.done[key] = append(j.done[key], c)
	return nil
}

// numbers are the figures of a case in the order of the columns.
func (c *Case) numbers() []*float64 {
	return []*float64{&c.Actual, &c.Mean, &c.Median, &c.Lo50, &c.Hi50, &c.Lo80, &c.Hi80, &c.Lo95, &c.Hi95,
		&c.CRPS, &c.Pinball, &c.PIT, &c.Naive, &c.Scale}
}

// lookup returns the cases of a key ("hash/count") if all of them are there.
func (j *Journal) lookup(key string) ([]Case, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	cases, ok := j.done[key]
	_, want, _ := strings.Cut(key, "/")
	return cases, ok && strconv.Itoa(len(cases)) == want
}

// keep writes the cases of a key in one piece.
func (j *Journal) keep(key string, cases []Case) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.out == nil {
		return nil
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	hash, count, _ := strings.Cut(key, "/")
	for _, c := range cases {
		cells := []string{hash, count, c.Country, c.Measure, c.Model, c.Information,
			strconv.Itoa(int(c.Origin)), strconv.Itoa(c.H), strconv.Itoa(int(c.Year))}
		for _, v := range c.numbers() {
			cells = append(cells, strconv.FormatFloat(*v, 'g', -1, 64))
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	w.Flush()
	_, err := j.out.Write(b.Bytes())
	return err
}

// key hashes what the cases of a method depend on, and says how many there are:
// the program, the method, the series before the origin and after it, and the
// panel.
func (u *unit) key(model string, o Options) string {
	h := sha256.New()
	io.WriteString(h, strings.Join([]string{o.Journal.stamp, u.subject.Country, u.subject.Measure, model}, "\x00")) // a hash never fails
	outcomes := u.subject.Series.Window(u.origin+1, u.origin+data.Year(o.Horizon))
	hashSeries(h, u.train)
	hashSeries(h, outcomes)
	h.Write(u.models.panel())
	return fmt.Sprintf("%x/%d", h.Sum(nil)[:16], outcomes.Observed())
}

func hashSeries(h io.Writer, s data.Series) {
	b := append([]byte(s.ID), 0)
	b = binary.LittleEndian.AppendUint64(b, uint64(s.Start))
	for _, v := range s.Values {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
	}
	h.Write(b) // a hash never fails
}

func hashPanel(panel []data.Series) []byte {
	h := sha256.New()
	for _, s := range panel {
		hashSeries(h, s)
	}
	return h.Sum(nil)
}
