package arima

import "math"

// kalman is the Kalman filter of the integrated model, whose state holds the
// ARMA state and, below it, the last d levels. It costs more than the filter
// of the differences in likelihood.go, and answers what that cannot: years
// that are missing, residuals of the first d years, and the state from which
// forecasts start. Its prior gives the d levels variance [kappa].
type kalman struct {
	*process
	d, m int
	mean [][maxM]float64 // one a column
	cov  [maxM * maxM]float64
	k    [maxM]float64 // covariance of state and innovation
}

func (s *kalman) grow(columns int) { s.mean = make([][maxM]float64, columns) }

// begin sets the state before the first year.
func (s *kalman) begin(p *process, d int) {
	s.process, s.d, s.m = p, d, p.r+d
	s.cov = [maxM * maxM]float64{}
	for i := range p.r {
		copy(s.cov[i*s.m:i*s.m+p.r], p.p0[i*p.r:(i+1)*p.r])
	}
	for i := p.r; i < s.m; i++ {
		s.cov[i*s.m+i] = kappa
	}
	for j := range s.mean {
		s.mean[j] = [maxM]float64{}
	}
}

// observe returns z·v, the level that a state v stands for:
// w + y[t-1] for d = 1, w + 2y[t-1] - y[t-2] for d = 2.
func (s *kalman) observe(v *[maxM]float64) float64 {
	switch s.d {
	case 1:
		return v[0] + v[s.r]
	case 2:
		return v[0] + 2*v[s.r] - v[s.r+1]
	}
	return v[0]
}

// move replaces a state by Tv: the ARMA part moves as in [process], the newest
// level is the one just observed and the older one follows it.
func (s *kalman) move(v *[maxM]float64) {
	level, first := s.observe(v), v[0]
	for i := range s.r - 1 {
		v[i] = v[i+1] + s.phi[i]*first
	}
	v[s.r-1] = s.phi[s.r-1] * first
	if s.d == 2 {
		v[s.r+1] = v[s.r]
	}
	if s.d > 0 {
		v[s.r] = level
	}
}

// predict moves means and covariance one year on, P ← TPT' + RR': T is applied
// to the columns of P, all at once, and then to the rows.
func (s *kalman) predict() {
	for j := range s.mean {
		s.move(&s.mean[j])
	}
	s.moveColumns()
	m := s.m
	var v [maxM]float64
	for i := range m {
		row := s.cov[i*m : i*m+m]
		copy(v[:], row)
		s.move(&v)
		copy(row, v[:])
	}
	for i := range s.r {
		for j, theta := range s.theta[:s.r] {
			s.cov[i*m+j] += s.theta[i] * theta
		}
	}
}

// moveColumns is [kalman.move] of all columns of the covariance. It works row by
// row, as they lie in memory: a third of the time of a fit went into columns
// taken one by one.
func (s *kalman) moveColumns() {
	m, r := s.m, s.r
	row := func(i int) []float64 { return s.cov[i*m : i*m+m] }
	var first, level [maxM]float64
	copy(first[:], row(0))
	for j := range m {
		switch s.d {
		case 1:
			level[j] = first[j] + row(r)[j]
		case 2:
			level[j] = first[j] + 2*row(r)[j] - row(r + 1)[j]
		}
	}
	for i := range r - 1 {
		to, from, phi := row(i), row(i+1), s.phi[i]
		for j := range to {
			to[j] = from[j] + phi*first[j]
		}
	}
	for j, phi := 0, s.phi[r-1]; j < m; j++ {
		s.cov[(r-1)*m+j] = phi * first[j]
	}
	if s.d == 2 {
		copy(row(r+1), row(r))
	}
	if s.d > 0 {
		copy(row(r), level[:])
	}
}

// variance sets the covariance of the state with the next level and returns
// the variance of that level. It is at least 1, that of the innovation; near a
// unit root rounding says otherwise.
func (s *kalman) variance() float64 {
	var v [maxM]float64
	for i := range s.m {
		copy(v[:], s.cov[i*s.m:(i+1)*s.m])
		s.k[i] = s.observe(&v)
	}
	return math.Max(s.observe(&s.k), 1)
}

// update conditions the covariance on a level of variance f.
func (s *kalman) update(f float64) {
	for i := range s.m {
		for j := range i + 1 {
			by := s.k[i] * s.k[j] / f
			s.cov[i*s.m+j] -= by
			if i != j {
				s.cov[j*s.m+i] -= by
			}
		}
	}
}

// absorb conditions the mean of column j on a level y and returns the
// innovation.
func (s *kalman) absorb(j int, y, f float64) float64 {
	v := y - s.observe(&s.mean[j])
	for i := range s.m {
		s.mean[j][i] += s.k[i] * v / f
	}
	return v
}

// innovateGaps whitens all columns where years are missing. The first d
// observed values only locate the levels and are left out, as in R.
func (e *engine) innovateGaps() float64 {
	s := &e.ssm
	s.begin(&e.process, e.d)
	logdet, seen := 0.0, 0
	for t := range e.cols[0] {
		if t > 0 {
			s.predict()
		}
		if e.miss[t] {
			continue
		}
		f := s.variance()
		s.update(f)
		for j, c := range e.cols {
			v := s.absorb(j, c[t], f)
			if seen >= e.d {
				e.white[j][seen-e.d] = v / math.Sqrt(f)
			}
		}
		if seen >= e.d {
			logdet += math.Log(f)
		}
		seen++
	}
	return logdet
}
