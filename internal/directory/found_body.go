package directory

import (
	"time"

	"tuntas/internal/civic"
)

// bodyReasons are the bodies to which a report can be handed over, each from the day of the law that made it. They are
// rows to be edited, not constants.
func bodyReasons() []civic.Reason {
	body := func(code, id, en, law string, year int, month time.Month, day int) civic.Reason {
		return civic.Reason{List: civic.ReasonsBody, Code: code, TextID: id, TextEN: en, Source: law, From: civic.Date{Year: year, Month: month, Day: day}}
	}
	return []civic.Reason{
		body(civic.BodyOmbudsman, "Ombudsman Republik Indonesia", "Ombudsman of the Republic of Indonesia", "UU 37/2008", 2008, time.October, 7),
		body("kpk", "Komisi Pemberantasan Korupsi", "Corruption Eradication Commission", "UU 30/2002", 2002, time.December, 27),
		body("polri", "Kepolisian Negara Republik Indonesia", "Indonesian National Police", "UU 2/2002", 2002, time.January, 8),
		body("lpsk", "Lembaga Perlindungan Saksi dan Korban", "Witness and Victim Protection Agency", "UU 13/2006", 2006, time.August, 11),
		body("komisi_informasi", "Komisi Informasi", "Information Commission", "UU 14/2008", 2010, time.April, 30),
		body("wbs", "Meja pelaporan pelanggaran (WBS) instansi", "Whistle-blowing desk of an agency", "PP 60/2008", 2008, time.November, 28),
	}
}
