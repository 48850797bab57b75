package quality

import (
	"time"

	"tuntas/internal/civic"
)

// Starter is the lists that a new installation begins with; its people go on from there.
func Starter() []Phrase {
	from := civic.Date{Year: 2024, Month: time.January, Day: 1}
	var out []Phrase
	for _, j := range starterJargon() {
		out = append(out, Phrase{Kind: KindJargon, Text: j[0], Plain: j[1], Advice: j[2], From: from, Source: starterSource})
	}
	for _, s := range starterStock() {
		out = append(out, Phrase{Kind: KindStock, Text: s, From: from, Source: starterSource})
	}
	for _, s := range starterPromises() {
		out = append(out, Phrase{Kind: KindPromise, Text: s, From: from, Source: starterSource})
	}
	return out
}

const starterSource = "Gaya bahasa Tuntas"

// starterJargon: a word of offices, the plain word for it, or advice where there is no single one.
func starterJargon() [][3]string {
	who := "Sebut nama instansi atau unitnya."
	sorry := "Sebut apa yang keliru dan tanggal barunya."
	return [][3]string{
		{"disposisi", "diteruskan", ""}, {"didisposisikan", "diteruskan", ""}, {"didisposisi", "diteruskan", ""}, {"mendisposisikan", "meneruskan", ""}, {"terdisposisi", "sudah diteruskan", ""},
		{"tindak lanjut", "pengerjaan", ""}, {"tindaklanjut", "pengerjaan", ""}, {"ditindaklanjuti", "dikerjakan", ""}, {"ditindak lanjuti", "dikerjakan", ""},
		{"menindaklanjuti", "mengerjakan", ""}, {"menindak lanjuti", "mengerjakan", ""}, {"tindaklanjuti", "kerjakan", ""}, {"tindak lanjuti", "kerjakan", ""},
		{"verifikasi", "pemeriksaan", ""}, {"diverifikasi", "diperiksa", ""}, {"memverifikasi", "memeriksa", ""}, {"terverifikasi", "sudah diperiksa", ""},
		{"eskalasi", "dinaikkan ke atasan", ""}, {"dieskalasi", "dinaikkan ke atasan", ""}, {"dieskalasikan", "dinaikkan ke atasan", ""},
		{"terlapor", "instansi", ""}, {"melakukan pengaduan", "melapor", ""}, {"dalam rangka", "untuk", ""}, {"guna", "untuk", ""}, {"dikarenakan", "karena", ""},
		{"terkait", "tentang", ""}, {"terkait dengan", "tentang", ""}, {"pihak terkait", "", who}, {"instansi terkait", "", who}, {"dinas terkait", "", who}, {"bidang terkait", "", who}, {"unit terkait", "", who},
		{"mohon maaf atas ketidaknyamanan", "", sorry}, {"mohon maaf atas ketidaknyamanannya", "", sorry}, {"ketidaknyamanan ini", "", sorry},
		{"OPD", "dinas", ""}, {"SKPD", "dinas", ""}, {"K/L/D", "instansi", ""}, {"K/L", "instansi", ""}, {"SLA", "batas waktu", ""}, {"attachment", "foto atau dokumen", ""},
		{"follow up", "kabar lanjutan", ""}, {"on progress", "sedang dikerjakan", ""}, {"urgent", "mendesak", ""}, {"stakeholder", "pihak yang berkepentingan", ""},
		{"melakukan pengecekan", "memeriksa", ""}, {"dilakukan pengecekan", "diperiksa", ""}, {"melakukan perbaikan", "memperbaiki", ""}, {"dilakukan perbaikan", "diperbaiki", ""},
		{"melakukan survei", "menyurvei", ""}, {"melakukan koordinasi dengan", "membicarakannya dengan", ""}, {"tsb", "tersebut", ""},
	}
}

// starterStock are phrases that would fit any report.
func starterStock() []string {
	return []string{
		"terima kasih atas * laporan", "terima kasih atas laporannya", "laporan * kami terima", "laporan * diterima", "aduan * kami terima", "aduan * diterima",
		"sedang dalam proses", "masih dalam proses", "sedang * proses", "sedang diproses", "sudah * koordinasikan", "telah * koordinasikan", "sudah dikoordinasikan", "telah dikoordinasikan",
		"sudah * teruskan", "telah * teruskan", "sudah diteruskan", "telah diteruskan", "mohon menunggu", "mohon ditunggu", "mohon bersabar", "mohon kesabarannya", "harap menunggu", "harap maklum",
		"sesuai * ketentuan", "sesuai prosedur", "sesuai kewenangan", "mohon maaf atas ketidaknyamanan", "mohon maaf atas ketidaknyamanannya", "demikian * sampaikan", "demikian disampaikan",
		"atas perhatian", "menjadi perhatian kami", "menjadi masukan", "sudah * tindak lanjuti", "telah * tindak lanjuti", "sudah ditindaklanjuti", "telah ditindaklanjuti", "sudah selesai", "telah selesai",
		"thank you for your report", "is being processed", "has been forwarded",
	}
}

// starterPromises bind nobody without a day.
func starterPromises() []string {
	return []string{
		"akan * ditindaklanjuti", "akan * ditindak lanjuti", "akan * tindaklanjuti", "akan * tindak lanjuti", "akan * menindaklanjuti", "akan * diproses", "akan * proses",
		"akan * dikoordinasikan", "akan * koordinasikan", "akan * berkoordinasi", "akan * diperbaiki", "akan * perbaiki", "akan * dikerjakan", "akan * kerjakan",
		"akan * dijadwalkan", "akan * jadwalkan", "akan * sampaikan", "akan * disampaikan", "akan * teruskan", "akan * diteruskan", "akan * kabari", "akan * diperiksa", "akan * periksa",
		"akan * dicek", "akan * cek", "akan * disurvei", "akan * survei", "akan * diusulkan", "akan * usulkan", "akan * diupayakan", "akan * upayakan", "akan menjadi perhatian",
		"segera ditindaklanjuti", "segera * tindak lanjuti", "segera * tindaklanjuti", "segera diproses", "segera diperbaiki", "segera dikerjakan", "secepatnya", "sesegera mungkin", "secepat mungkin", "dalam waktu dekat",
		"will be followed up", "will be processed", "as soon as possible",
	}
}
