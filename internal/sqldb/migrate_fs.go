package sqldb

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"sort"
	"strings"
	"time"
)

var (
	reKeyword = regexp.MustCompile(`(?i)\bBIGINT(\s+NOT\s+NULL)?\s+PRIMARY\s+KEY\b`)
	reBytea   = regexp.MustCompile(`(?i)\bBYTEA\b`)
	reMarker  = regexp.MustCompile(`/\*\s*sqlite:\s*(.*?)\s*\*/`)
	// A deferred check or a rollback from inside SQL would strike the other
	// callers that share a SQLite commit.
	reForbidden = regexp.MustCompile(`(?i)\bDEFERRABLE\b|\bINITIALLY\s+DEFERRED\b|\bOR\s+ROLLBACK\b|\bCONFLICT\s+ROLLBACK\b|RAISE\s*\(\s*ROLLBACK`)
)

// rewriteForSQLite turns the common text into what SQLite needs:
// BIGINT PRIMARY KEY becomes INTEGER PRIMARY KEY, which SQLite uses as the
// row's own address; BYTEA becomes BLOB, because SQLite would read BYTEA as a
// numeric column; and the marker comment "sqlite: WORDS" becomes WORDS.
func rewriteForSQLite(text string) string {
	text = reKeyword.ReplaceAllString(text, "INTEGER PRIMARY KEY")
	text = reBytea.ReplaceAllString(text, "BLOB")
	return reMarker.ReplaceAllString(text, "$1")
}

// migrationFiles reads the *.sql files at the top of src that belong to the
// dialect. NNNN_name.sql serves both; NNNN_name.postgres.sql and
// NNNN_name.sqlite.sql are twins and come together.
func migrationFiles(src fs.FS, d Dialect) (memFS, error) {
	names, err := fs.Glob(src, "*.sql")
	if err != nil {
		return nil, err
	}
	have := map[string]bool{}
	for _, n := range names {
		have[n] = true
	}
	out := memFS{}
	for _, n := range names {
		mine, twin := variant(n, d)
		if twin != "" && !have[twin] {
			return nil, fmt.Errorf("sqldb: migration %s has no twin %s", n, twin)
		}
		if !mine {
			continue
		}
		text, err := fs.ReadFile(src, n)
		if err != nil {
			return nil, err
		}
		if bad := reForbidden.Find(text); bad != nil {
			return nil, fmt.Errorf("sqldb: migration %s: %q is not allowed: it would undo the work of other callers", n, bad)
		}
		if !d.Postgres() && twin == "" {
			text = []byte(rewriteForSQLite(string(text)))
		}
		out[n] = text
	}
	return out, nil
}

// variant tells whether file n belongs to the dialect and what its twin is
// called ("" for a file that serves both).
func variant(n string, d Dialect) (mine bool, twin string) {
	for _, p := range [2][2]string{{sqliteName, postgresName}, {postgresName, sqliteName}} {
		if base, ok := strings.CutSuffix(n, "."+p[0]+".sql"); ok {
			return d.name == p[0], base + "." + p[1] + ".sql"
		}
	}
	return true, ""
}

// memFS is a flat folder in memory: name to content.
type memFS map[string][]byte

// Open returns a file, or the folder itself for ".".
func (m memFS) Open(name string) (fs.File, error) {
	if name == "." {
		return &memDir{names: m.list()}, nil
	}
	text, ok := m[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &memFile{Reader: bytes.NewReader(text), info: memInfo{name, int64(len(text)), 0o444}}, nil
}

func (m memFS) list() []fs.DirEntry {
	var out []fs.DirEntry
	for n, text := range m {
		out = append(out, fs.FileInfoToDirEntry(memInfo{n, int64(len(text)), 0o444}))
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name() < out[j].Name() })
	return out
}

type memFile struct {
	*bytes.Reader
	info memInfo
}

func (f *memFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *memFile) Close() error               { return nil }

type memDir struct{ names []fs.DirEntry }

func (d *memDir) Stat() (fs.FileInfo, error) { return memInfo{".", 0, fs.ModeDir | 0o555}, nil }
func (d *memDir) Close() error               { return nil }
func (d *memDir) Read([]byte) (int, error)   { return 0, io.EOF }

func (d *memDir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 || n > len(d.names) {
		n = len(d.names)
	}
	out := d.names[:n]
	d.names = d.names[n:]
	return out, nil
}

type memInfo struct {
	name string
	size int64
	mode fs.FileMode
}

func (i memInfo) Name() string       { return i.name }
func (i memInfo) Size() int64        { return i.size }
func (i memInfo) Mode() fs.FileMode  { return i.mode }
func (i memInfo) ModTime() time.Time { return time.Time{} }
func (i memInfo) IsDir() bool        { return i.mode.IsDir() }
func (i memInfo) Sys() any           { return nil }
