package casework_test

// saying is one report about a matter, as one of several people would write it.
type saying struct {
	matter string // the same for reports about the same
	body   string
	place  string
	at     [2]float64 // zero: no point
}

// sayings are invented: matters that two or three people report in their own words, and beside them matters of the same
// kind elsewhere, which must not be taken for the same.
func sayings() []saying {
	return []saying{
		{"lubang-kenanga", "Ada lubang besar di Jalan Kenanga dekat jembatan kayu, kemarin dua pengendara motor jatuh.", "Jalan Kenanga", [2]float64{-7.2901, 112.7301}},
		{"lubang-kenanga", "Tolong ditambal, aspal di Kenanga sebelum jembatan kayu berlubang dalam dan membahayakan sepeda motor.", "Kenanga, dekat jembatan", [2]float64{-7.2904, 112.7303}},
		{"lubang-kenanga", "Jln Kenanga rusak parah. Motor saya terperosok di lubang dekat jembatan kayu waktu hujan.", "Jl. Kenanga", [2]float64{}},
		{"lubang-melati", "Jalan Melati Barat berlubang di depan bengkel Sumber Rejeki, sudah sebulan tidak ditambal.", "Melati Barat", [2]float64{-7.3302, 112.7702}},
		{"lubang-melati", "Lubang di depan bengkel Sumber Rejeki makin lebar. Mohon Melati Barat segera diaspal ulang.", "Jalan Melati Barat", [2]float64{-7.3303, 112.7701}},
		{"lampu-taman", "Lampu penerangan di Taman Pelangi padam sejak Senin, jalan setapaknya gelap gulita.", "Taman Pelangi", [2]float64{-7.3001, 112.7401}},
		{"lampu-taman", "Sudah lima malam Taman Pelangi gelap karena semua lampunya mati. Anak-anak takut lewat.", "Taman Pelangi sisi utara", [2]float64{-7.3003, 112.7403}},
		{"lampu-cendana", "PJU di Gang Cendana 4 mati, gelap kalau malam, kemarin ada yang dijambret.", "Gang Cendana 4", [2]float64{-7.2601, 112.7601}},
		{"lampu-cendana", "Mohon lampu jalan Cendana gang 4 dihidupkan lagi. Kemarin tetangga saya dijambret karena gelap.", "Cendana gg 4", [2]float64{}},
		{"sampah-kaliurip", "Tumpukan sampah di tepi Kali Urip sudah tiga minggu tidak diangkut, baunya sampai ke musala Al-Hikmah.", "Kali Urip", [2]float64{-7.2701, 112.7201}},
		{"sampah-kaliurip", "Truk sampah tidak pernah datang ke bantaran Kali Urip. Musala Al-Hikmah jadi bau busuk.", "Bantaran Kali Urip", [2]float64{-7.2703, 112.7204}},
		{"sampah-anggrek", "TPS Pasar Anggrek meluber ke jalan, pedagang membuang sampah sembarangan.", "Pasar Anggrek", [2]float64{-7.3101, 112.7801}},
		{"sampah-anggrek", "Sampah dari TPS di Pasar Anggrek menutup separuh jalan. Tolong diangkut setiap hari.", "Depan Pasar Anggrek", [2]float64{-7.3102, 112.7803}},
		{"banjir-sawo", "Setiap hujan RW 7 Sawo Tengah kebanjiran selutut karena selokan mampet oleh lumpur proyek.", "Sawo Tengah RW 7", [2]float64{-7.2801, 112.7501}},
		{"banjir-sawo", "Selokan Sawo Tengah tersumbat lumpur dari proyek perumahan, air masuk rumah waktu hujan.", "Sawo Tengah", [2]float64{-7.2802, 112.7503}},
		{"banjir-sawo", "Rumah kami di Sawo Tengah kemasukan air lagi. Got penuh endapan proyek.", "RW 7 Sawo Tengah", [2]float64{}},
		{"banjir-rajawali", "Terowongan Rajawali tergenang satu meter, pompa airnya tidak menyala.", "Terowongan Rajawali", [2]float64{-7.2401, 112.7351}},
		{"banjir-rajawali", "Pompa di terowongan Rajawali mati sehingga mobil mogok dalam genangan.", "Rajawali", [2]float64{-7.2402, 112.7352}},
		{"pungli-ktp", "Petugas loket kecamatan meminta uang lima puluh ribu supaya KTP cepat jadi.", "Kantor kecamatan", [2]float64{}},
		{"pungli-ktp", "Saya diminta bayar lima puluh ribu di loket kecamatan untuk mengurus KTP, padahal katanya gratis.", "Loket kecamatan", [2]float64{}},
		{"pdam-bukit", "Air PDAM di Perumahan Bukit Asri keruh berwarna cokelat dan berbau besi.", "Bukit Asri", [2]float64{-7.3401, 112.7101}},
		{"pdam-bukit", "Warga Bukit Asri tidak bisa memasak karena air ledeng cokelat dan bau besi sejak perbaikan pipa.", "Perumahan Bukit Asri", [2]float64{-7.3405, 112.7105}},
		{"pdam-mawar", "Pipa PDAM di Mawar Merah bocor, air terbuang ke jalan siang malam.", "Mawar Merah 12", [2]float64{-7.2551, 112.7451}},
		{"pdam-mawar", "Kebocoran pipa air minum di Jalan Mawar Merah belum diperbaiki, jalan jadi licin.", "Jalan Mawar Merah", [2]float64{-7.2552, 112.7452}},
		{"pohon-beringin", "Pohon beringin tua di depan SD Tunas Bangsa miring, dahannya hampir menyentuh kabel listrik.", "SD Tunas Bangsa", [2]float64{-7.2651, 112.7651}},
		{"pohon-beringin", "Mohon dipangkas, beringin di muka SD Tunas Bangsa condong dan mengancam murid.", "Depan SD Tunas Bangsa", [2]float64{-7.2652, 112.7653}},
		{"halte-merdeka", "Atap Halte Merdeka roboh kena angin, penumpang bus kehujanan.", "Halte Merdeka", [2]float64{-7.2451, 112.7371}},
		{"halte-merdeka", "Halte Merdeka tidak beratap lagi sejak angin kencang. Kapan diperbaiki?", "Halte bus Merdeka", [2]float64{-7.2452, 112.7372}},
		{"antre-puskesmas", "Antrean di Puskesmas Sidomulyo kacau, nomor daring tidak dipakai dan lansia berdiri tiga jam.", "Puskesmas Sidomulyo", [2]float64{}},
		{"antre-puskesmas", "Puskesmas Sidomulyo tidak memanggil menurut nomor daring. Ibu saya yang lansia menunggu tiga jam berdiri.", "Sidomulyo", [2]float64{}},
		{"jukir-plaza", "Juru parkir liar di Plaza Nusa memaksa sepuluh ribu untuk motor tanpa karcis.", "Plaza Nusa", [2]float64{-7.2631, 112.7411}},
		{"jukir-plaza", "Parkir motor di Plaza Nusa ditarik sepuluh ribu oleh jukir tanpa karcis resmi.", "Plaza Nusa pintu timur", [2]float64{-7.2633, 112.7413}},
		// Each of these stands alone.
		{"lampu-pos", "Lampu penerangan mati sejak Senin malam sehingga warga takut lewat.", "Jalan Dahlia, depan pos ronda RW 5", [2]float64{-7.2951, 112.7151}},
		{"rambu-pos", "Rambu larangan parkir hilang dicuri orang, mobil berhenti sembarangan.", "Jalan Dahlia, depan pos ronda RW 5", [2]float64{-7.2951, 112.7151}},
		{"lubang-flamboyan", "Jalan Flamboyan berlubang di tikungan dekat gardu ronda, mohon ditambal.", "Flamboyan", [2]float64{-7.3201, 112.7001}},
		{"lampu-teratai", "Lampu jalan di Teratai Indah mati sejak dua minggu lalu dan gelap.", "Teratai Indah", [2]float64{-7.3501, 112.7901}},
		{"sampah-cemara", "Sampah di lahan kosong Cemara Hijau menumpuk dan dibakar warga tiap sore.", "Cemara Hijau", [2]float64{-7.2350, 112.6901}},
		{"guru-absen", "Guru kelas tiga jarang masuk dan murid disuruh mencatat sendiri sepanjang hari.", "Sekolah dasar", [2]float64{}},
		{"anjing-liar", "Kawanan anjing liar berkeliaran di lapangan dan menggigit kambing peternak.", "Lapangan desa", [2]float64{}},
		{"beasiswa", "Dana beasiswa mahasiswa daerah belum cair walau pengumuman sudah keluar.", "Balai kota", [2]float64{}},
		{"akta", "Akta kelahiran anak saya salah tulis nama dan belum dibetulkan setelah dua bulan.", "Dinas kependudukan", [2]float64{}},
		{"pohon-trembesi", "Pohon trembesi di Jalan Wijaya tumbang menutup separuh badan jalan.", "Jalan Wijaya", [2]float64{-7.2981, 112.7281}},
	}
}
