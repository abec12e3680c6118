package dist

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func TestExp(t *testing.T) {
	if d, ok := Exp(distuv.Normal{Mu: 1, Sigma: 2}).(LogNormal); !ok || d.Mu != 1 || d.Sigma != 2 || d.CDF(-1) != 0 || d.CDF(0) != 0 {
		t.Errorf("exp of a normal: %v, CDF(-1) = %g, CDF(0) = %g", d, d.CDF(-1), d.CDF(0))
	}
	if Exp(Point(0)) != Dist(Point(1)) {
		t.Error("exp of the point 0 is not the point 1")
	}
	d := Exp(distuv.StudentsT{Mu: 1, Sigma: 0.2, Nu: 5})
	if d.CDF(-1) != 0 || !near(d.CDF(math.E), 0.5, 1e-12) || !near(d.Quantile(0.5), math.E, 1e-12) {
		t.Errorf("exp of a t: CDF(-1) = %g, CDF(e) = %g, median %g", d.CDF(-1), d.CDF(math.E), d.Quantile(0.5))
	}
}
