package main

import (
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

const body = "Jalan Melati dekat pasar berlubang besar sejak minggu lalu. Kemarin dua motor jatuh. Kalau hujan lubang tidak kelihatan."

func stored() []citizen.StoredFile {
	return []citizen.StoredFile{{ID: "a", Name: "jalan.jpg", Bytes: 182_000, Thumb: "/contoh/thumb.svg"}, {ID: "b", Name: "surat.pdf", Bytes: 3_800_000}}
}

// formStories are the four steps, each empty, filled in and with mistakes, and the receipt.
func formStories() []story {
	return []story{
		{"/lapor", func(pg ui.Page) templ.Component {
			return citizen.Tell(citizen.TellView{Page: pg, MaxBody: civic.MaxBody, MaxFiles: 5})
		}},
		{"/lapor/isi", func(pg ui.Page) templ.Component {
			return citizen.Tell(citizen.TellView{Page: pg, Body: body, Class: civic.Aspiration, Files: stored(), MaxBody: civic.MaxBody, MaxFiles: 5})
		}},
		{"/lapor/salah", func(pg ui.Page) templ.Component {
			return citizen.Tell(citizen.TellView{Page: pg, Body: "jalan rusak", MaxBody: civic.MaxBody, MaxFiles: 5, Mistakes: ui.Mistakes{
				{Field: "body", Text: pg.P.T("error.body_short", "min", civic.MinBody)}, {Field: "files", Text: pg.P.T("error.file.type")}}})
		}},
		{"/lapor/lokasi", func(pg ui.Page) templ.Component { return citizen.Place(citizen.PlaceView{Page: pg}) }},
		{"/lapor/lokasi/cari", func(pg ui.Page) templ.Component {
			return citizen.Place(citizen.PlaceView{Page: pg, Place: citizen.Found{Text: "Cibaduyut"}, When: "other", Day: "18", Month: "11", Year: "2026",
				Places: []citizen.Found{{Value: "32.73.18.1001", Text: "Cibaduyut", Note: "Kecamatan Bojongloa Kidul, Kota Bandung"}, {Value: "32.73.18.1002", Text: "Cibaduyut Kidul", Note: "Kecamatan Bojongloa Kidul, Kota Bandung"}},
				Agency: citizen.Found{Text: "bina marga"}, Agencies: []citizen.Found{{Value: "7", Text: "Dinas Sumber Daya Air dan Bina Marga", Note: "Pemerintah Kota Bandung"}}})
		}},
		{"/lapor/lokasi/salah", func(pg ui.Page) templ.Component {
			return citizen.Place(citizen.PlaceView{Page: pg, When: "other", Day: "31", Month: "2", Year: "2026", Lat: "-6.95", Lng: "107.6", Accuracy: "40", Mistakes: ui.Mistakes{
				{Field: "place", Text: pg.P.T("error.place_needed")}, {Field: "when", Text: pg.P.T("error.date_wrong")}}})
		}},
		{"/lapor/kontak", func(pg ui.Page) templ.Component { return citizen.Contact(citizen.ContactView{Page: pg}) }},
		{"/lapor/kontak/rahasia", func(pg ui.Page) templ.Component {
			return citizen.Contact(citizen.ContactView{Page: pg, Hide: true, Secret: true, Name: "Sri Wahyuni", Email: "sri@", Phone: "0812",
				Mistakes: ui.Mistakes{{Field: "email", Text: pg.P.T("error.email_wrong")}, {Field: "phone", Text: pg.P.T("error.phone_wrong")}}})
		}},
		{"/lapor/periksa", func(pg ui.Page) templ.Component {
			return citizen.Check(citizen.CheckView{Page: pg, Title: "Jalan Melati dekat pasar berlubang besar sejak minggu lalu", Body: body, Class: civic.Complaint, Files: stored(),
				Place: "Cibaduyut, Kecamatan Bojongloa Kidul, Kota Bandung", Landmark: "Depan masjid An-Nur", Located: true, OccurredOn: day(11, 18), Name: "Sri Wahyuni", Phone: "0812 3456 7890",
				Found: []citizen.Private{{Kind: pg.P.T("pii.phone"), Words: "0812-0000-1111", Do: "body 40"}, {Kind: pg.P.T("pii.nik"), Words: "3578010101900000", Do: "body 70"}}})
		}},
		{"/lapor/diterima", func(pg ui.Page) templ.Component { return receipt(pg, false) }},
		{"/lapor/diterima/rahasia", func(pg ui.Page) templ.Component { return receipt(pg, true) }},
		{"/lapor/diterima/lagi", receiptAgain},
	}
}

// receipt is the first look at a receipt, receiptAgain a later one.
func receipt(pg ui.Page, secret bool) templ.Component {
	return citizen.Receipt(receiptView(pg, secret))
}

func receiptAgain(pg ui.Page) templ.Component {
	v := receiptView(pg, false)
	v.Folded = true
	return citizen.Receipt(v)
}

func receiptView(pg ui.Page, secret bool) citizen.ReceiptView {
	return citizen.ReceiptView{Page: pg, Code: "7K2M-9QXT-4PD", PIN: "408 153", URL: "https://tuntas.example.go.id/laporan/7K2M-9QXT-4PD", PDF: "/laporan/7K2M-9QXT-4PD/tanda-terima.pdf",
		Title: "Jalan Melati dekat pasar berlubang besar sejak minggu lalu", Received: now(), Until: now().Add(time.Hour), Zone: civic.WIB, Agency: "Meja Nasional", Mailed: !secret, Secret: secret,
		Timetable: []civic.Promise{
			{Clock: civic.ClockVerify, By: day(11, 26), Days: 3, Unit: civic.WorkingDays},
			{Clock: civic.ClockFirstFollowUp, By: day(12, 3), Days: 5, Unit: civic.WorkingDays},
			{Clock: civic.ClockResolve, By: day(12, 16), Days: 14, Unit: civic.WorkingDays, Provisional: true},
			{Clock: civic.ClockReporterWindow, Days: 10, Unit: civic.WorkingDays},
		}}
}
