package service

import "strings"

// clockIn finds what starts the time in a stretch of tokens: the kind, and the stretch that says so. strict asks for
// "sejak", "setelah" or "terhitung"; otherwise "bila berkas lengkap" counts too.
func clockIn(t []token, from, to int, strict bool) (Clock, int, int) {
	for i := from; i < to; i++ {
		n := markerAt(t[:to], i, []string{"sejak", "semenjak", "setelah", "setelahnya", "sesudah", "pasca", "terhitung", "dihitung", "mulai", "usai", "begitu", "stlh", "sejk", "seteah", "stelah"})
		sure := n > 0
		if n == 0 && is(t, i, "dari") && within(t, i+1, to, "sampai", "s/d", "hingga", "sd") < 0 {
			n = 1
		}
		if n == 0 && !strict {
			n = markerAt(t[:to], i, []string{"apabila", "jika", "bila", "kalau", "asalkan", "dengan catatan", "dengan syarat", "dengan ketentuan", "selama", "sepanjang", "saat", "ketika", "manakala", "bilamana", "("})
			if n > 0 && classify(t, i+n, phraseEnd(t, i+n, to)) != Complete {
				continue
			}
		}
		if n == 0 {
			continue
		}
		for i+n < to && is(t, i+n, "sejak", "mulai", "dari", "tanggal", "saat", "setelah", "hari", "waktu", "tgl") {
			n++
		}
		end := phraseEnd(t, i+n, to)
		if i+n >= end || t[i+n].kind == 'n' || is(t, i+n, "pukul", "jam", "senin") {
			continue
		}
		c := classify(t, i+n, end)
		if !sure && (c == Other || c == "") {
			continue
		}
		return c, i, end
	}
	return "", from, from
}

// phraseEnd is where a phrase that begins at i ends: at a colon, a bracket, or where the next duration begins.
func phraseEnd(t []token, i, to int) int {
	for j := i; j < to; j++ {
		if is(t, j, ":", ")", ";", "\n", "maka", "maksimal", "paling") {
			return j
		}
		if _, ok := spanAt(t[:to], j); ok {
			return j
		}
	}
	return to
}

// classify says which of the clocks a phrase such as "berkas diterima lengkap" is.
func classify(t []token, from, to int) Clock {
	var paid, complete, registered, received, asked, other bool
	for i := from; i < to; i++ {
		w := t[i].text
		if is(t, i-1, "tidak", "belum", "kurang") {
			continue
		}
		switch {
		case t[i].kind != 'w':
		case strings.Contains(w, "bayar") || strings.Contains(w, "lunas") || w == "disetor" || w == "penyetoran":
			paid = true
		case strings.Contains(w, "lengkap") || w == "terpenuhi" || w == "dipenuhi" || w == "terpenuhinya" || w == "memenuhi" || w == "lngkap" || w == "komplit" || w == "lgkp":
			complete = true
		case strings.Contains(w, "catat") || strings.Contains(w, "regist") || strings.Contains(w, "daftar") || strings.Contains(w, "agenda"):
			registered = true
		case strings.Contains(w, "terima") || strings.HasPrefix(w, "masuk") || w == "pemasukan" || strings.Contains(w, "ajukan") || w == "pengajuan" ||
			w == "disampaikan" || w == "diserahkan" || strings.HasSuffix(w, "datang") || strings.HasPrefix(w, "kedatangan") || w == "hadir" || w == "penyerahan" || w == "diunggah" || w == "diupload" || w == "penyampaian":
			received = true
		case w == "permohonan" || w == "permintaan" || w == "berkas" || w == "dokumen" || w == "laporan" || w == "pengaduan" || w == "aduan" || w == "surat":
			asked = true
		case strings.HasPrefix(w, "ter") && len(w) > 5 || w == "selesai" || w == "keluar" || w == "turun" || strings.HasPrefix(w, "di") && len(w) > 5 || strings.HasPrefix(w, "pe") && strings.HasSuffix(w, "an") && len(w) > 6 && !strings.Contains(w, "syarat"):
			other = true
		}
	}
	switch {
	case paid:
		return Paid
	case complete:
		return Complete
	case registered:
		return Registered
	case received:
		return Received
	case asked && !other:
		return Received
	case to > from:
		return Other
	}
	return ""
}
