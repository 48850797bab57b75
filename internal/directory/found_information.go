package directory

import (
	"time"

	"tuntas/internal/civic"
)

// informationReasons are the grounds of UU 14/2008 on which information is refused and objected, from the day on which the
// law holds. They are rows to be edited, not constants.
func informationReasons() []civic.Reason {
	from := civic.Date{Year: 2010, Month: time.April, Day: 30}
	ground := func(list, code, article, id, en string) civic.Reason {
		return civic.Reason{List: list, Code: code, From: from, Source: "UU 14/2008, pasal " + article, TextID: id, TextEN: en}
	}
	return []civic.Reason{
		ground(civic.ReasonsRefusal, "law_enforcement", "17 huruf a", "Dapat menghambat proses penegakan hukum.", "It could hinder law enforcement."),
		ground(civic.ReasonsRefusal, "trade_secret", "17 huruf b", "Dapat mengganggu hak atas kekayaan intelektual atau persaingan usaha yang sehat.", "It could harm intellectual property or fair competition."),
		ground(civic.ReasonsRefusal, "defence", "17 huruf c", "Dapat membahayakan pertahanan dan keamanan negara.", "It could endanger the defence and security of the state."),
		ground(civic.ReasonsRefusal, "natural_wealth", "17 huruf d", "Dapat mengungkapkan kekayaan alam Indonesia.", "It could reveal the natural wealth of Indonesia."),
		ground(civic.ReasonsRefusal, "economy", "17 huruf e", "Dapat merugikan ketahanan ekonomi nasional.", "It could harm the resilience of the national economy."),
		ground(civic.ReasonsRefusal, "foreign_relations", "17 huruf f", "Dapat merugikan kepentingan hubungan luar negeri.", "It could harm foreign relations."),
		ground(civic.ReasonsRefusal, "private_deed", "17 huruf g", "Dapat mengungkapkan isi akta pribadi atau wasiat seseorang.", "It could reveal a private deed or the will of a person."),
		ground(civic.ReasonsRefusal, "personal_secret", "17 huruf h", "Dapat mengungkapkan rahasia pribadi seseorang.", "It could reveal the personal secrets of somebody."),
		ground(civic.ReasonsRefusal, "internal_memo", "17 huruf i", "Surat antarbadan publik atau di dalamnya yang menurut sifatnya dirahasiakan.", "Letters between or within public bodies that are secret by their nature."),
		ground(civic.ReasonsRefusal, "other_law", "17 huruf j", "Tidak boleh diungkapkan berdasarkan undang-undang.", "It must not be revealed by another law."),
		ground(civic.ReasonsRefusal, "not_held", "6 ayat (3) huruf e", "Informasi belum dikuasai atau didokumentasikan.", "The information is not held or not documented yet."),
		ground(civic.ReasonsRefusal, "unclear", "22 ayat (2)", "Informasi yang diminta tetap tidak jelas setelah ditanyakan.", "What is asked for stays unclear after we asked."),
		ground(civic.ReasonsObjection, "refused", "35 ayat (1) huruf a", "Permintaan ditolak dengan alasan pengecualian.", "The request was refused as an exception."),
		ground(civic.ReasonsObjection, "not_provided", "35 ayat (1) huruf b", "Informasi yang wajib diumumkan berkala tidak tersedia.", "Information that must be published regularly is not there."),
		ground(civic.ReasonsObjection, "not_answered", "35 ayat (1) huruf c", "Permintaan tidak ditanggapi.", "The request was not answered."),
		ground(civic.ReasonsObjection, "not_as_asked", "35 ayat (1) huruf d", "Tanggapan tidak sesuai dengan yang diminta.", "The answer is not what was asked for."),
		ground(civic.ReasonsObjection, "not_fulfilled", "35 ayat (1) huruf e", "Permintaan tidak dipenuhi.", "The request was not fulfilled."),
		ground(civic.ReasonsObjection, "fee", "35 ayat (1) huruf f", "Biaya yang dikenakan tidak wajar.", "The fee is unreasonable."),
		ground(civic.ReasonsObjection, "too_late", "35 ayat (1) huruf g", "Informasi diberikan melewati batas waktu.", "The information came too late."),
	}
}
