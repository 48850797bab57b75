package triage

// functionWord tells the words that hold sentences together and find nothing: those of Indonesian,
// how people shorten them, the formulas of asking, and those of English.
func functionWord(w string) bool {
	switch w {
	case "yang", "dan", "di", "ke", "dari", "untuk", "dengan", "pada", "dalam", "oleh", "bagi", "serta",
		"ini", "itu", "tersebut", "adalah", "ialah", "atau", "juga", "pun", "saja", "lagi", "sangat",
		"karena", "agar", "supaya", "bahwa", "jika", "kalau", "namun", "tetapi", "tapi", "sehingga", "hingga", "maka",
		"saya", "kami", "kita", "anda", "mereka", "dia", "nya", "para", "sebuah",
		"akan", "sudah", "telah", "sedang", "masih", "ada", "bisa", "dapat", "seperti", "tidak", "bukan", "belum":
		return true
	case "yg", "dgn", "utk", "dr", "krn", "tdk", "sdh", "blm", "jg", "sy", "pd", "dlm":
		return true
	case "mohon", "tolong", "harap":
		return true
	case "the", "an", "and", "or", "of", "to", "in", "on", "at", "for", "from", "by", "with",
		"is", "are", "was", "were", "be", "been", "it", "this", "that", "these", "those", "we", "you", "my", "our", "has", "have", "had":
		return true
	default:
		return false
	}
}
