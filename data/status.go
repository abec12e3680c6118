package data

import (
	"fmt"
	"strings"
)

// Status says how firm a value is. The order is that of a budget's life read
// backwards: the zero value, Settled, is money spent and audited.
type Status uint8

// The stages of a budget and the kinds of figure that are not yet spending.
const (
	Settled   Status = iota // spent, from the settlement of accounts
	Amended                 // initial plus supplementary budgets
	Initial                 // the budget as enacted
	Request                 // asked for by the ministry
	Plan                    // a multi-year plan or pledge
	Estimate                // the publisher's own estimate of an outcome
	Forecast                // somebody's forecast
	Uncertain               // a figure that its publisher calls highly uncertain
)

var statusNames = [...]string{"settled", "amended", "initial", "request", "plan", "estimate", "forecast", "uncertain"}

// String returns the lower-case name used in files and tables.
func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return fmt.Sprintf("status(%d)", uint8(s))
}

// ParseStatus reads a name as [Status.String] writes it.
func ParseStatus(name string) (Status, error) {
	for i, n := range statusNames {
		if n == name {
			return Status(i), nil
		}
	}
	return 0, fmt.Errorf("bad status %q (want %s)", name, strings.Join(statusNames[:], ", "))
}

// Firm reports whether the value is a fact of the budget process (enacted,
// amended or settled) rather than somebody's estimate, plan or forecast.
// Charts draw values that are not firm with a hollow mark.
func (s Status) Firm() bool { return s <= Initial }
