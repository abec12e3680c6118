package forecast

// Param is an estimated number of a model.
type Param struct {
	Name  string
	Value float64
	SE    float64 // standard error; NaN where the method gives none
}

// Test is a test of the residuals.
type Test struct {
	Name string // with its null hypothesis: "Ljung–Box (4 lags): no autocorrelation"
	Stat float64
	P    float64
}

// Weighted is a member of a combination.
type Weighted struct {
	Method string
	Weight float64
}

// Summary tells what was fitted. Numbers that a method does not have are NaN.
type Summary struct {
	Method string
	N      int // observed values used
	K      int // estimated parameters, variances and initial states included
	Params []Param
	Sigma2 float64 // variance of the one-step innovations
	LogLik float64
	AIC    float64
	AICc   float64
	BIC    float64
	// Likelihood says what LogLik is the likelihood of: the numbers, what is
	// conditioned on and which constants are left out ("values, given the
	// first"). Criteria of two models compare only where the texts are equal;
	// empty means with none.
	Likelihood string
	Fitted     []float64  // one-step forecasts, as long as the series; NaN where there is none
	Residuals  []float64  // innovations, as long as the series; NaN where there is none
	Tests      []Test     // of the residuals; empty where there are none
	Members    []Weighted // of a combination; empty otherwise
	Warnings   []error    // caveats that travel with the answer
}
