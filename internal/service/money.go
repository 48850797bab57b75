package service

import "strings"

// money is one amount of a text, or a range of amounts, or a share of a value.
type money struct {
	from, to int // tokens
	lo, hi   int64
	share    string
}

// moneyAt reads an amount that begins at token i: "Rp 20.000,-", "IDR 50,000.00", "25 ribu", "lima ribu rupiah",
// "2,5%". Numbers of rules and years are no amounts.
func moneyAt(t []token, i int) (money, bool) {
	if m, ok := shareAt(t, i); ok {
		return m, true
	}
	lo, j, ok := amountAt(t, i, false)
	if !ok {
		return money{}, false
	}
	m := money{from: i, to: j, lo: lo, hi: lo}
	k := j
	switch {
	case is(t, k, "-", "s/d", "sd", "hingga"):
		k++
	case phrase(t, k, "sampai dengan") > 0:
		k += 2
	case is(t, k, "sampai"):
		k++
	}
	if k > j {
		if hi, end, ok := amountAt(t, k, true); ok && hi >= lo {
			m.hi, m.to = hi, end
		}
	}
	m.to = repeated(t, m.to)
	return m, true
}

// amountAt reads one amount. known says that money was already spoken of, so that a bare number will do.
func amountAt(t []token, i int, known bool) (int64, int, bool) {
	j, marked := i, known
	if is(t, j, "rp", "idr", "rupiah") {
		marked = true
		j++
		for is(t, j, ".", ":") {
			j++
		}
		if is(t, j, "-", ",-") {
			return 0, j + 1, !is(t, i, "rupiah") && (j+1 >= len(t) || t[j+1].kind != 'n')
		}
	}
	v, k, words, ok := figure(t, j)
	if !ok || regulation(t, j) && j == i {
		return 0, i, false
	}
	v, k, scaled := scaledBy(t, k, v)
	switch {
	case is(t, k, "rupiah"):
		k++
		marked = true
	case is(t, k, ",-", ".") && k > j && is(t, k, ",-"):
		k++
		marked = true
	case is(t, k, ",") && is(t, k+1, "-"):
		k += 2
		marked = true
	}
	if is(t, k, ",-") {
		k++
	}
	if is(t, k, "rupiah") {
		k++
	}
	grouped := !words && strings.Count(t[j].text, ".")+strings.Count(t[j].text, ",") > 0 && v%1_000_000 == 0 && v >= 1_000_000
	if !marked && (!scaled || words) && (!grouped || !money3(t[j].text)) {
		return 0, i, false
	}
	if v < 0 || v > maxNumber {
		return 0, i, false
	}
	return int64(v / 1000), k, true
}

// money3 tells whether a number is written in groups of three, as prices are.
func money3(s string) bool {
	groups := strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == ',' })
	return len(groups) > 1 && len(groups[1]) == 3 && s[0] != '0'
}

// figure reads a number in digits or words; the third value tells of words.
func figure(t []token, i int) (milli, int, bool, bool) {
	if i >= len(t) {
		return 0, i, false, false
	}
	if t[i].kind == 'n' {
		return t[i].val, i + 1, false, t[i].val >= 0
	}
	v, j, ok := numberWords(t, i)
	return v, j, true, ok
}

// scaledBy multiplies by "ribu", "rb", "juta".
func scaledBy(t []token, i int, v milli) (milli, int, bool) {
	factor := milli(0)
	switch {
	case is(t, i, "ribu", "rb", "k", "ribuan"):
		factor = 1_000
	case is(t, i, "juta", "jt"):
		factor = 1_000_000
	case is(t, i, "miliar", "milyar"):
		factor = 1_000_000_000
	}
	if factor == 0 || v > maxNumber/factor {
		return v, i, false
	}
	return v * factor, i + 1, true
}

// repeated skips the amount in words, in brackets: "(dua puluh ribu rupiah)".
func repeated(t []token, i int) int {
	if !is(t, i, "(") {
		return i
	}
	_, j, ok := numberWords(t, i+1)
	if !ok {
		return i
	}
	for is(t, j, "rupiah", "rp") {
		j++
	}
	if is(t, j, ")") {
		return j + 1
	}
	return i
}

// shareAt reads "2,5%", "5 persen".
func shareAt(t []token, i int) (money, bool) {
	if i+1 >= len(t) || t[i].kind != 'n' || t[i].val < 0 || t[i].val > 100_000 || !is(t, i+1, "%", "persen") {
		return money{}, false
	}
	return money{from: i, to: i + 2, share: strings.ReplaceAll(t[i].text, ",", ".")}, true
}

// basis is the rule that sets a fee, in the words of the text: "Perda Nomor 5 Tahun 2012 tentang Retribusi".
func (r *feeReading) basis() string {
	rules := []string{
		"peraturan", "perda", "perbup", "perwal", "perwali", "perwako", "pergub", "perkada", "perpres", "permen", "permenkes", "permenkumham", "permenkeu", "pmk", "kepmen", "keppres",
		"keputusan", "pp", "uu", "undang-undang", "undang undang", "sk bupati", "sk walikota", "sk direktur", "sk gubernur", "sk kepala", "pnbp", "qanun", "perdes", "ketentuan",
	}
	at := within(r.t, 0, len(r.t), rules...)
	if at < 0 {
		return ""
	}
	end := at
	for end < len(r.t) && !is(r.t, end, ";", "\n", ")", ":") {
		if end > at {
			if _, ok := moneyAt(r.t, end); ok {
				break
			}
		}
		end++
	}
	for end > at+1 && r.t[end-1].kind == 'p' {
		end--
	}
	return strings.TrimSpace(r.plain[r.t[at].start:r.t[end-1].end])
}

// measured tells of a text that announces a tariff and leaves the amounts to its table: it says by what unit and by
// which class one pays.
func (r *feeReading) measured() bool {
	n := len(r.t)
	at := within(r.t, 0, n, "per", "tiap", "setiap", "/")
	if at < 0 || at+1 >= n || r.t[at+1].kind != 'w' {
		return false
	}
	by := within(r.t, 0, n, "menurut", "berdasarkan", "sesuai", "tergantung", "bergantung")
	return by >= 0 && within(r.t, by, n, "golongan", "jenis", "kelas", "kategori", "tipe", "ukuran", "berat", "luas", "volume", "klasifikasi", "daya", "kapasitas", "bobot") >= 0
}
