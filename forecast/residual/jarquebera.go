package residual

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// JarqueBera is the result of the test of Jarque and Bera, whose null
// hypothesis is that values are normally distributed.
type JarqueBera struct {
	Stat               float64
	Skewness, Kurtosis float64 // of the sample; 0 and 3 for a normal
	P                  float64
}

// NewJarqueBera tests the values of x that are not NaN,
//
//	Stat = n/6·(Skewness² + (Kurtosis-3)²/4) ~ χ²(2),
//
// with moments divided by n. The limiting distribution is rough for fewer than
// about a hundred values: true rejections at 5 % are then rarer.
//
// # References
//
// Jarque and Bera, A test for normality of observations and regression
// residuals, International Statistical Review 55, 1987.
func NewJarqueBera(x []float64) JarqueBera {
	e, n := centre(x)
	var m2, m3, m4 float64
	for _, v := range e {
		if !math.IsNaN(v) {
			m2 += v * v / float64(n)
			m3 += v * v * v / float64(n)
			m4 += v * v * v * v / float64(n)
		}
	}
	t := JarqueBera{Kurtosis: 3, P: 1}
	if m2 == 0 {
		return t
	}
	t.Skewness, t.Kurtosis = m3/math.Pow(m2, 1.5), m4/(m2*m2)
	t.Stat = float64(n) / 6 * (t.Skewness*t.Skewness + (t.Kurtosis-3)*(t.Kurtosis-3)/4)
	t.P = distuv.ChiSquared{K: 2}.Survival(t.Stat)
	return t
}
