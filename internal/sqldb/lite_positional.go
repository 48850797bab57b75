package sqldb

import (
	"strconv"
	"strings"
)

// positional writes $1, $2 ... as plain question marks where each stands once and in its turn, as it does in nearly every
// statement. SQLite takes $1 for a name, and the driver asks for the name of every parameter at every execution: with
// forty of them that costs more than binding them. Any other statement is left as it is.
func positional(sql string) string {
	var b strings.Builder
	quoted, next, from := false, 1, 0
	for i := 0; i < len(sql); i++ {
		switch c := sql[i]; {
		case c == '\'':
			quoted = !quoted
		case quoted:
		case c == '"', c == '?', strings.HasPrefix(sql[i:], "--"), strings.HasPrefix(sql[i:], "/*"):
			return sql
		case c == '$':
			name := strconv.Itoa(next)
			after := i + 1 + len(name)
			if !strings.HasPrefix(sql[i+1:], name) || after < len(sql) && sql[after] >= '0' && sql[after] <= '9' {
				return sql
			}
			b.WriteString(sql[from:i])
			b.WriteByte('?')
			from, i = after, after-1
			next++
		}
	}
	b.WriteString(sql[from:])
	return b.String()
}
