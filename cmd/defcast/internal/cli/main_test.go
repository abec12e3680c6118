package cli

import (
	"os"
	"testing"
)

// TestMain keeps what the developer has imported out of the tests.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "defcast")
	if err == nil {
		err = os.Setenv("XDG_DATA_HOME", dir)
	}
	if err != nil {
		panic("cli: no folder for the tests: " + err.Error())
	}
	status := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		panic("cli: remove the folder of the tests: " + err.Error())
	}
	os.Exit(status)
}
