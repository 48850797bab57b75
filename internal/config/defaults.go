package config

import "github.com/alecthomas/kong"

// Defaults returns what a command gets that is started without flags and variables, for
// programs that put an installation together themselves, such as tests and measurements.
func Defaults() (Config, error) {
	var c Config
	parser, err := kong.New(&c, kong.Name("tuntas"))
	if err != nil {
		return c, err
	}
	_, err = parser.Parse(nil)
	return c, err
}
