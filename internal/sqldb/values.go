package sqldb

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"math"
	"reflect"
	"strings"
	"unicode/utf8"
)

// bindArgs turns arguments into driver values, appending to buf. It takes the
// types PostgreSQL takes and refuses what PostgreSQL would refuse (NUL or bad
// UTF-8 in text, lists, times), so that tests on SQLite find such mistakes.
func bindArgs(buf []driver.NamedValue, args []any) ([]driver.NamedValue, error) {
	for i, a := range args {
		v, err := bindArg(a)
		if err != nil {
			return buf, fmt.Errorf("argument $%d: %w", i+1, err)
		}
		buf = append(buf, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return buf, nil
}

// plainArgs does the same for PostgreSQL, so that both databases store the same
// for a named type with methods of its own. It copies only when it must.
func plainArgs(args []any) ([]any, error) {
	out := args
	for i, a := range args {
		switch v := a.(type) {
		case nil, int64, bool, float64:
			continue
		case string:
			if err := checkText(v); err != nil {
				return nil, fmt.Errorf("argument $%d: %w", i+1, err)
			}
			continue
		}
		v, err := bindArg(a)
		if err != nil {
			return nil, fmt.Errorf("argument $%d: %w", i+1, err)
		}
		if &out[0] == &args[0] {
			out = append([]any(nil), args...)
		}
		out[i] = v
	}
	return out, nil
}

func bindArg(a any) (driver.Value, error) {
	switch v := a.(type) {
	case nil:
		return nil, nil
	case int64, bool, float64:
		return v, nil
	case string:
		return v, checkText(v)
	case []byte:
		if v == nil {
			return nil, nil
		}
		return v, nil
	case int:
		return int64(v), nil
	case *int64:
		if v == nil {
			return nil, nil
		}
		return *v, nil
	case *string:
		if v == nil {
			return nil, nil
		}
		return *v, checkText(*v)
	case driver.Valuer:
		if rv := reflect.ValueOf(a); rv.Kind() == reflect.Pointer && rv.IsNil() {
			return nil, nil
		}
		w, err := v.Value()
		if err != nil {
			return nil, err
		}
		if _, again := w.(driver.Valuer); again {
			return nil, fmt.Errorf("%T gives no plain value", a)
		}
		return bindArg(w)
	}
	return bindReflect(reflect.ValueOf(a))
}

// bindReflect handles named types and the less common sizes.
func bindReflect(rv reflect.Value) (driver.Value, error) {
	switch rv.Kind() {
	case reflect.Pointer:
		if rv.IsNil() {
			return nil, nil
		}
		return bindArg(rv.Elem().Interface())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return rv.Int(), nil
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint, reflect.Uint64:
		if u := rv.Uint(); u <= math.MaxInt64 {
			return int64(u), nil
		}
		return nil, fmt.Errorf("%d does not fit in 64 bits with a sign", rv.Uint())
	case reflect.Bool:
		return rv.Bool(), nil
	case reflect.Float32, reflect.Float64:
		return rv.Float(), nil
	case reflect.String:
		return rv.String(), checkText(rv.String())
	case reflect.Slice:
		if rv.Type().Elem().Kind() == reflect.Uint8 {
			return bindArg(rv.Bytes())
		}
	}
	return nil, fmt.Errorf("type %s cannot be bound on both databases", rv.Type())
}

func checkText(s string) error {
	if !utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0 {
		return fmt.Errorf("text is not valid UTF-8 without NUL")
	}
	return nil
}

// assign stores a driver value in *dest with the strictness of PostgreSQL: no
// silent text-to-number, NULL only where it fits.
func assign(dest any, src driver.Value) error {
	switch d := dest.(type) {
	case *int64:
		n, err := toInt(src)
		*d = n
		return err
	case *string:
		if s, ok := src.(string); ok {
			*d = s
			return nil
		}
		return mismatch(dest, src)
	case *bool:
		b, err := toBool(src)
		*d = b
		return err
	case *[]byte:
		b, err := toBytes(src)
		*d = b
		return err
	case *float64:
		f, err := toFloat(src)
		*d = f
		return err
	case *int:
		n, err := toInt(src)
		*d = int(n)
		return err
	case *any:
		*d = src
		return nil
	case sql.Scanner:
		return d.Scan(src)
	case nil:
		return nil // the column is not wanted
	}
	return assignReflect(dest, src)
}

// assignReflect handles named types and pointers to pointers (nullable values).
func assignReflect(dest any, src driver.Value) error {
	rv := reflect.ValueOf(dest)
	if rv.Kind() != reflect.Pointer || rv.IsNil() {
		return fmt.Errorf("scan into %T: not a pointer", dest)
	}
	el := rv.Elem()
	switch el.Kind() {
	case reflect.Pointer:
		if src == nil {
			el.SetZero()
			return nil
		}
		p := reflect.New(el.Type().Elem())
		if err := assign(p.Interface(), src); err != nil {
			return err
		}
		el.Set(p)
		return nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, err := toInt(src)
		if err == nil && el.OverflowInt(n) {
			err = fmt.Errorf("%d does not fit into %s", n, el.Type())
		}
		el.SetInt(n)
		return err
	case reflect.String:
		s, ok := src.(string)
		if !ok {
			return mismatch(dest, src)
		}
		el.SetString(s)
		return nil
	case reflect.Bool:
		b, err := toBool(src)
		el.SetBool(b)
		return err
	case reflect.Float32, reflect.Float64:
		f, err := toFloat(src)
		el.SetFloat(f)
		return err
	case reflect.Slice:
		if el.Type().Elem().Kind() == reflect.Uint8 {
			b, err := toBytes(src)
			el.SetBytes(b)
			return err
		}
	}
	return mismatch(dest, src)
}

func toInt(src driver.Value) (int64, error) {
	switch v := src.(type) {
	case int64:
		return v, nil
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1<<53 {
			return int64(v), nil
		}
		return 0, fmt.Errorf("%v is not a whole number", v)
	}
	return 0, mismatch((*int64)(nil), src)
}

// toBool reads the 0 and 1 in which SQLite keeps truth.
func toBool(src driver.Value) (bool, error) {
	switch v := src.(type) {
	case bool:
		return v, nil
	case int64:
		if v == 0 || v == 1 {
			return v == 1, nil
		}
	}
	return false, mismatch((*bool)(nil), src)
}

// toBytes maps an empty blob, which the driver hands out as a nil slice, to an
// empty slice; only NULL is nil.
func toBytes(src driver.Value) ([]byte, error) {
	switch v := src.(type) {
	case nil:
		return nil, nil
	case []byte:
		if v == nil {
			return []byte{}, nil
		}
		return v, nil
	case string:
		return []byte(v), nil
	}
	return nil, mismatch((*[]byte)(nil), src)
}

func toFloat(src driver.Value) (float64, error) {
	switch v := src.(type) {
	case float64:
		return v, nil
	case int64:
		return float64(v), nil
	}
	return 0, mismatch((*float64)(nil), src)
}

func mismatch(dest any, src driver.Value) error {
	t := reflect.TypeOf(dest).Elem()
	if src == nil {
		return fmt.Errorf("cannot scan NULL into %s", t)
	}
	return fmt.Errorf("cannot scan %T into %s", src, t)
}
