package main

import (
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

const bureau = "Dinas Sumber Daya Air dan Bina Marga Kota Bandung"

// reportStories is one report in every state, for the public and for its reporter.
func reportStories() []story {
	at := func(s civic.State, clock civic.ClockKind, left int, own bool) citizen.Stand {
		return citizen.Stand{State: s, Verified: s != civic.Submitted, Own: own, Agency: bureau, Clock: clock, By: day(11, 27), Left: left}
	}
	closed := at(civic.Closed, "", 0, true)
	closed.ClosedBy = civic.ClosedByOfficer
	silent := closed
	silent.ClosedBy = civic.ClosedBySystem
	archived := at(civic.Archived, "", 0, false)
	archived.Outcome = "Laporan tidak dilengkapi sampai batas waktu."
	return []story{
		{"/laporan/7K2M-9QXT-4PD", report(at(civic.InProgress, civic.ClockResolve, 4, false), nil)},
		{"/laporan/terlambat", report(at(civic.Dispatched, civic.ClockFirstFollowUp, -2, false), nil)},
		{"/laporan/baru", report(at(civic.Submitted, civic.ClockVerify, 0, true), []civic.Verb{civic.VerbReply, civic.VerbWithdraw, civic.VerbHide, civic.VerbReveal})},
		{"/laporan/tanya", report(at(civic.InfoNeeded, civic.ClockCompletion, 12, true), []civic.Verb{civic.VerbComplete, civic.VerbReply, civic.VerbWithdraw})},
		{"/laporan/dijawab", report(at(civic.AwaitingReporter, civic.ClockReporterWindow, 10, true), []civic.Verb{civic.VerbAccept, civic.VerbReply, civic.VerbWithdraw, civic.VerbEscalate, civic.VerbHide, civic.VerbReveal})},
		{"/laporan/selesai", report(closed, []civic.Verb{civic.VerbRate, civic.VerbReopen, civic.VerbEscalate})},
		{"/laporan/arsip", report(archived, nil)},
		{"/laporan/diam", report(silent, []civic.Verb{civic.VerbRate, civic.VerbReopen, civic.VerbEscalate})},
		{"/laporan/belum-beres", func(pg ui.Page) templ.Component {
			v := reportView(pg, at(civic.AwaitingReporter, civic.ClockReporterWindow, 1, true), []civic.Verb{civic.VerbAccept, civic.VerbReply})
			v.Form = citizen.Answer{Verb: civic.VerbAccept, Rating: "1", Mistakes: ui.Mistakes{{Field: "accept-message", Text: pg.P.T("error.unsolved_words")}}}
			return citizen.Report(v)
		}},
		{"/laporan/salah", func(pg ui.Page) templ.Component {
			v := reportView(pg, at(civic.AwaitingReporter, civic.ClockReporterWindow, 1, true), []civic.Verb{civic.VerbAccept, civic.VerbReply, civic.VerbHide, civic.VerbReveal})
			v.Form = citizen.Answer{Verb: civic.VerbReply, Message: "", Mistakes: ui.Mistakes{{Field: "reply-message", Text: pg.P.T("error.message_needed")}}}
			v.Secret, v.Anonymous, v.Published = true, true, false
			return citizen.Report(v)
		}},
		{"/laporan/privasi", func(pg ui.Page) templ.Component {
			v := reportView(pg, at(civic.InProgress, civic.ClockResolve, 4, true), []civic.Verb{civic.VerbReply, civic.VerbHide, civic.VerbReveal})
			v.Form = citizen.Answer{Verb: civic.VerbHide, Mistakes: ui.Mistakes{{Text: pg.P.T("error.flag_needed")}}}
			v.Secret, v.Published = true, false
			return citizen.Report(v)
		}},
	}
}

func report(s citizen.Stand, allowed []civic.Verb) func(ui.Page) templ.Component {
	return func(pg ui.Page) templ.Component {
		if s.Own {
			pg.Flash = &ui.Flash{Tone: ui.ToneOK, Text: pg.P.T("do.done.reply")}
		}
		return citizen.Report(reportView(pg, s, allowed))
	}
}

func reportView(pg ui.Page, s citizen.Stand, allowed []civic.Verb) citizen.ReportView {
	p := pg.P
	return citizen.ReportView{Page: pg, Code: "7K2M-9QXT-4PD", Title: "Lubang besar di Jalan Melati dekat pasar", Body: body + "\n\nMohon ditambal, atau sementara dipasang tanda.",
		Class: civic.Complaint, Topic: "Jalan dan jembatan", Place: "Cibaduyut, Kecamatan Bojongloa Kidul, Kota Bandung", Agency: bureau, AgencyID: 7, Received: now().AddDate(0, 0, -5), Occurred: day(11, 12), Zone: civic.WIB,
		Channel: citizen.ChannelName(p, "web"), Own: s.Own, Published: true, Standing: citizen.Standing(p, s), Allowed: allowed, MaxFiles: 5,
		Files:   []ui.File{{URL: "/contoh/foto.svg", Thumb: "/contoh/thumb.svg", Name: "Foto 1 dari pelapor"}, {URL: "/contoh/foto.svg", Name: "surat.pdf"}},
		History: history(p, s.Own), URL: "https://tuntas.example.go.id/laporan/7K2M-9QXT-4PD", PDF: "/laporan/7K2M-9QXT-4PD/tanda-terima.pdf"}
}

func history(p *i18n.Printer, own bool) []ui.Moment {
	moment := func(days int, role civic.Role, d citizen.Deed, message string) ui.Moment {
		d.Own, d.Agency, d.From, d.To = own, bureau, "Meja Nasional", bureau
		return ui.Moment{At: now().Add(-time.Duration(days) * 24 * time.Hour), Zone: civic.WIB, By: citizen.By(role), Text: d.Tell(p), Message: message}
	}
	return []ui.Moment{
		moment(1, civic.RoleReporter, citizen.Deed{Verb: civic.VerbReply}, "Terima kasih. Apakah lubang di tikungan ikut ditambal?"),
		moment(3, civic.RoleLiaison, citizen.Deed{Verb: civic.VerbFollowUp}, "Tim sudah mengukur lubang pada 19 November. Penambalan dijadwalkan 26 November, menunggu aspal.\n\nSementara itu kami pasang tanda bahaya."),
		moment(4, civic.RoleNationalAdmin, citizen.Deed{Verb: civic.VerbVerify}, ""),
		moment(5, civic.RoleSystem, citizen.Deed{Verb: civic.VerbSubmit, Channel: citizen.ChannelName(p, "whatsapp")}, ""),
	}
}
