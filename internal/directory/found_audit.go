package directory

import "tuntas/internal/civic"

// auditReasons are by what closed reports are judged when samples of them are looked through, as long as nobody writes other ones.
func auditReasons() []civic.Reason {
	from, own := civic.Date{Year: 2024, Month: 1, Day: 1}, "Ketentuan pengelola"
	one := func(code, id, en string) civic.Reason {
		return civic.Reason{List: civic.ReasonsAudit, Code: code, From: from, Source: own, TextID: id, TextEN: en}
	}
	return []civic.Reason{
		one("answered", "Jawaban sesuai dengan yang dilaporkan.", "The answer is about what was reported."),
		one("action", "Ada tindakan nyata.", "Something concrete was done."),
		one("plain", "Bahasanya jelas dan sopan.", "The words are plain and polite."),
		one("evidence", "Ada bukti.", "There is evidence."),
	}
}
