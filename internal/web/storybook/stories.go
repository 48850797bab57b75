package main

import (
	"strconv"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

// story is one page in one condition.
type story struct {
	Path  string
	Build func(pg ui.Page) templ.Component
}

// now is the moment at which all stories are told: a Monday.
func now() time.Time { return time.Date(2026, time.November, 23, 3, 12, 0, 0, time.UTC) }

// day is a day of the year of the stories.
func day(m time.Month, d int) civic.Date { return civic.Date{Year: 2026, Month: m, Day: d} }

// stories lists every page in every condition that looks different.
func stories() []story {
	out := []story{
		{"/", home},
		{"/kosong", func(pg ui.Page) templ.Component {
			return citizen.Home(citizen.HomeView{Page: pg, VerifyDays: 3, AnswerDays: 5, WindowDays: 10})
		}},
		{"/demo", demo},
		{"/lacak", func(pg ui.Page) templ.Component { return citizen.Track(citizen.TrackView{Page: pg}) }},
		{"/lacak/pin", func(pg ui.Page) templ.Component {
			return citizen.Track(citizen.TrackView{Page: pg, Code: "7K2M-9QXT-4PD", AskPIN: true,
				Mistakes: ui.Mistakes{{Field: "pin", Text: pg.P.T("track.wrong")}}})
		}},
		{"/lacak/salah", func(pg ui.Page) templ.Component {
			return citizen.Track(citizen.TrackView{Page: pg, Code: "7K2M-9QXT", Mistakes: ui.Mistakes{{Field: "kode", Text: pg.P.T("track.bad_code")}}})
		}},
		{"/bantuan", func(pg ui.Page) templ.Component {
			return citizen.Help(citizen.HelpView{Page: pg, VerifyDays: 3, AnswerDays: 5, WindowDays: 10, ReopenDays: 30})
		}},
		{"/privasi", func(pg ui.Page) templ.Component { return citizen.Privacy(citizen.PrivacyView{Page: pg}) }},
		{"/aksesibilitas", func(pg ui.Page) templ.Component {
			return citizen.Accessibility(citizen.AccessibilityView{Page: pg})
		}},
		{"/bahasa", func(pg ui.Page) templ.Component {
			return citizen.Language(citizen.LanguageView{Page: pg, Options: []ui.Link{{URL: "/?bahasa=id", Text: "Bahasa Indonesia"}, {URL: "/?bahasa=en", Text: "English"}}})
		}},
		{"/tidak-ada", failure(404, "not_found")},
		{"/galat", failure(500, "internal")},
	}
	return append(append(out, formStories()...), append(reportStories(), listStories()...)...)
}

func failure(status int, kind string) func(ui.Page) templ.Component {
	return func(pg ui.Page) templ.Component {
		return citizen.Error(citizen.ErrorView{Page: pg, Status: status, Title: pg.P.T("error.title." + kind), Text: pg.P.T("error." + kind), Request: "01JDA7Y2"})
	}
}

func home(pg ui.Page) templ.Component {
	return citizen.Home(citizen.HomeView{Page: pg, VerifyDays: 3, AnswerDays: 5, WindowDays: 10, Latest: cards()[:3]})
}

func cards() []ui.Card {
	return []ui.Card{
		{URL: "/laporan/7K2M-9QXT-4PD", Title: "Lubang besar di Jalan Melati dekat pasar", Excerpt: "Jalan Melati dekat pasar berlubang besar sejak minggu lalu. Kemarin dua motor jatuh. Kalau hujan lubang tidak kelihatan.",
			Status: ui.StatusWorking, Place: "Cibaduyut, Kota Bandung", Agency: "Dinas Sumber Daya Air dan Bina Marga Kota Bandung", Received: day(11, 18), Due: true, DaysLeft: 4},
		{URL: "/laporan/4TT8-0CMA-1RZ", Title: "Air ledeng mati setiap pagi", Excerpt: "Sudah tiga minggu air mati dari jam lima sampai jam sembilan.",
			Status: ui.StatusForwarded, Place: "Sukolilo, Kota Surabaya", Agency: "Perumda Air Minum Kota Surabaya", Received: day(11, 17), Due: true, DaysLeft: 1},
		{URL: "/laporan/9HB3-55KE-7WT", Title: "Lampu jalan padam di depan SD Negeri 4", Excerpt: "Anak-anak pulang les dalam gelap.",
			Status: ui.StatusWorking, Place: "Abepura, Kota Jayapura", Agency: "Dinas Perhubungan Kota Jayapura", Received: day(11, 5), Due: true, DaysLeft: -2},
		{URL: "/laporan/2ZC6-8MNP-3XA", Title: "Terima kasih untuk antrean KTP yang rapi", Excerpt: "Hanya dua puluh menit sudah selesai.",
			Status: ui.StatusDone, Place: "Banjarmasin Utara", Agency: "Dinas Kependudukan dan Pencatatan Sipil Kota Banjarmasin", Received: day(10, 30)},
	}
}

func listStories() []story {
	build := func(cards []ui.Card, count int, active bool) func(ui.Page) templ.Component {
		return func(pg ui.Page) templ.Component {
			p := pg.P
			v := citizen.ListView{Page: pg, Cards: cards, Count: count,
				Regions: []ui.Option{{Value: "", Label: p.T("list.any"), Checked: !active}, {Value: "32", Label: "Jawa Barat", Checked: active}, {Value: "35", Label: "Jawa Timur"}},
				Topics:  []ui.Option{{Value: "", Label: p.T("list.any")}, {Value: "3", Label: "Jalan dan jembatan"}},
				States:  []ui.Option{{Value: "", Label: p.T("list.any")}},
				Since:   citizen.SinceOptions(p, day(11, 23), "")}
			for _, s := range ui.Statuses() {
				v.States = append(v.States, ui.Option{Value: string(s), Label: s.Word(p)})
			}
			if active {
				v.Query, v.Active = "lubang", []citizen.ActiveFilter{{Text: "lubang", Without: "/laporan?region=32"}, {Text: "Jawa Barat", Without: "/laporan?q=lubang"}}
			}
			if count == 0 {
				v.Ignored = []string{"cursor=xx", "status=zzz"}
			}
			if count > 20 {
				v.Pages = ui.Pages{First: "/laporan", Previous: "/laporan?before=1", Next: "/laporan?after=2"}
			}
			return citizen.List(v)
		}
	}
	return []story{
		{"/laporan", build(cards(), 1000, false)},
		{"/laporan/saring", build(cards()[:1], 1, true)},
		{"/laporan/kosong", build(nil, 0, true)},
		{"/instansi/7", agency},
		{"/instansi/2", units},
	}
}

func agency(pg ui.Page) templ.Component {
	p := pg.P
	return citizen.Agency(citizen.AgencyView{Page: pg, ID: 7, Name: "Dinas Sumber Daya Air dan Bina Marga Kota Bandung",
		Above: []ui.Link{{URL: "/instansi/1", Text: "Provinsi Jawa Barat"}, {URL: "/instansi/2", Text: "Pemerintah Kota Bandung"}},
		Below: []ui.Link{{URL: "/instansi/8", Text: "Unit Pelaksana Teknis Jalan Wilayah Selatan"}}, Region: "Kota Bandung", Phone: "022-1234567", Email: "binamarga@contoh.go.id",
		Figures: []citizen.Figure{{Label: p.T("agency.received"), Number: p.Number(1877)}, {Label: p.T("agency.working"), Number: "42"}, {Label: p.T("agency.late"), Number: "3"}, {Label: p.T("agency.done"), Number: p.Number(1790)}},
		Small:   true, Open: cards()[:2]})
}

// units is an agency with so many units that they get the width of the page.
func units(pg ui.Page) templ.Component {
	v := citizen.AgencyView{Page: pg, ID: 2, Name: "Pemerintah Kota Bandung", Open: cards()[:1]}
	for i := range 60 {
		v.Below = append(v.Below, ui.Link{URL: "/instansi/7", Text: "Unit Pelaksana Teknis Jalan dan Jembatan Wilayah " + strconv.Itoa(i+1)})
	}
	return citizen.Agency(v)
}

// demo is the first page of a demonstration.
func demo(pg ui.Page) templ.Component {
	return citizen.Home(citizen.HomeView{Page: pg, VerifyDays: 3, AnswerDays: 5, WindowDays: 10, DemoPassword: "contoh",
		Demo: []citizen.DemoPerson{{Email: "koordinator@contoh.test", Name: "Contoh Koordinator", Position: "Koordinator, Pemerintah Kota Contoh"}}})
}

// page frames a story the way a handler would.
func page(lang, theme, path string) ui.Page {
	return ui.Page{P: i18n.For(lang), Path: path, Theme: theme}
}
