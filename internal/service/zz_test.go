package service
import ("testing";"strings")
func TestZZ(t *testing.T){
 for _,l:=range strings.Split(strings.TrimSpace(`
3 (tga) hari kerja
3 hari keja
2 hri kerja
5 mennit
30 menut
1 bulam
2 mingu
selambat lambatnya 3 hari krja
Paling lma 7 hari kerja
Maximal 5 hari kerja
maks 3 hr
Mak. 3 hari kerja
diperpajang
10 hari kerja dapat di perpanjang 7 hari kerja
10 hari kerja dan bisa diperpanjang lagi selama 7 hari kerja
10 hari kerja. Dapat diperpanjang 7 hari kerja.
10 hari kerja (dapat diperpanjang 7 hari kerja)
Dapat diperpanjang paling lama 7 hari kerja dari waktu 10 hari kerja
10 hari kerja sejak diterima & dapat diperpanjang dgn pemberitahuan
dapat diselesaikan dalam waktu 1 (satu) hari kerja apabila persyaratan lengkap dan benar
Pelayanan selesai 1 hari jika tidak ada kendala
Waktu pelayanan : 1 jam ( jika tidak antri )
1 hari kerja (dokumen lengkap)
3 hari kerja sejak berkas diterima oleh bidang
3 hari kerja stlh berkas lengkap
1 hari stlh persyaratan lgkp
7 hari sejak didaftarkan
Sejak permohonan didaftarkan 7 hari kerja
7 hari kerja dihitung sejak tanggal registrasi
14 hari setelah sidang
Sejak pembayaran diterima 2 jam
1 hari setelah lunas
2 jam setelah sampel diterima
15 menit setelah pasien dipanggil
5 hari kerja sejak permohonan masuk aplikasi
3 hari kerja sejak pengaduan dicatat
3 hari kerja sejak verifikasi dinyatakan valid
10 hari kerja setelah rekomendasi teknis diterbitkan
Terhitung mulai tanggal diterimanya berkas, 6 hari kerja
Setelah semua persyaratan dipenuhi: 3 hari kerja
jika lengkap 1 hari, jika tidak lengkap dikembalikan
Bila berkas lengkap 15 menit, bila tidak lengkap 1 hari
3 hari kerja, apabila ada kendala teknis 5 hari kerja
1-2 jam (tergantung antrian)
30 sampai 60 menit
Antara 10 hingga 20 menit
10 s/d. 15 menit
10 sd 15 menit
10 - 15 mnt
10—15 menit
5-10menit
1 s.d. 2 hari (apabila data lengkap)
15 (lima belas) s/d 30 (tiga puluh) menit
Rp 5.000 / 15 menit
15 menit Rp 5.000
Biaya Rp 10.000, waktu 15 menit
Hari dan jam kerja
Pada hari kerja
1 kali pelayanan
3 kali 24 jam
3x24 jam
2 kali pertemuan @ 60 menit
@ 30 menit
60 menit/sesi
8 jam pelajaran
12 bulan
1 tahun anggaran
1 semester
1 triwulan
3 hari s/d selesai
min 15 menit max 30 menit
minimal 1 hari s/d 3 hari
Kurang lebih 15 s/d 20 menit
+/- 15 menit
+- 1 jam
~ 2 jam
15 menit (±)
sekitar 1 s.d. 2 minggu
1 hari = berkas lengkap
Satu hari
1hari
1HARI KERJA
I (satu) hari
l hari kerja
0 hari
0 menit
Tanpa batas waktu
30 menit, paling lama 1 jam
Standar 3 hari kerja, realisasi 2 hari kerja
Pendaftaran: 5 menit
Pemeriksaan: 10 menit
`),"\n"){ t.Log(l," => ",short(ParseTime(l))) }
}
