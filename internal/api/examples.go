package api

import (
	"time"

	"tuntas/internal/civic"
)

// The examples of the document. They are values of the types that are really sent, so they
// cannot show a field that does not exist.

const (
	exampleCode   = civic.TrackingCode("7K2M9QXT4PD")
	exampleID     = civic.ID(445_644_800_000_001)
	exampleUnitID = civic.ID(445_644_800_000_002)
	examplePage   = "https://tuntas.example.id/laporan/7K2M-9QXT-4PD"
)

func exampleAt(day, hour, minute int) time.Time {
	return time.Date(2026, time.November, day, hour, minute, 0, 0, time.UTC)
}

func exampleDay(day int) civic.Date { return civic.Date{Year: 2026, Month: time.November, Day: day} }

func exampleSurabaya() *agencyName {
	return &agencyName{ID: exampleID, Code: "pemkot-surabaya", Name: "Pemerintah Kota Surabaya"}
}

func exampleUnit() *agencyName {
	return &agencyName{ID: exampleUnitID, Code: "surabaya-dinas-pu", Name: "Dinas Pekerjaan Umum"}
}

func exampleTopic() *topicName {
	return &topicName{ID: exampleID + 20, Code: "jalan", NameID: "Jalan dan jembatan", NameEN: "Roads and bridges"}
}

func exampleSubmission() submission {
	return submission{Class: civic.Complaint, Title: "Lubang besar di jalan depan pasar",
		Body:       "Sudah dua minggu ada lubang besar di jalan depan pasar. Kemarin dua motor jatuh. Mohon segera diperbaiki.",
		OccurredOn: "2026-11-18", LocationText: "Jalan Pasar nomor 12, Surabaya", RegionCode: "35.78", Lat: new(-7.2575), Lng: new(112.7521),
		AgencyID: "pemkot-surabaya", TopicID: "jalan", Anonymous: true,
		Reporter: &person{Name: "Contoh Pelapor", Email: "pelapor@example.id", Phone: "0812 0000 0000"}}
}

func exampleReceipt() receipt {
	return receipt{TrackingID: exampleCode.Display(), Alias: "4821-3907-752", PIN: "404713", URL: examplePage, State: civic.Submitted,
		Agency: exampleSurabaya(), ReceivedAt: exampleAt(20, 3, 12), Timetable: []promise{
			{Clock: civic.ClockVerify, By: exampleDay(25), Due: exampleAt(25, 17, 0), Days: 3, Unit: civic.WorkingDays},
			{Clock: civic.ClockFirstFollowUp, By: exampleDay(30).AddDays(2), Due: exampleAt(30+2, 17, 0), Days: 5, Unit: civic.WorkingDays},
			{Clock: civic.ClockReporterWindow, Days: 10, Unit: civic.WorkingDays}}}
}

func exampleDue() *due {
	return &due{Clock: civic.ClockFirstFollowUp, By: exampleDay(27), Due: exampleAt(27, 17, 0), Left: 3}
}

func exampleList() list {
	return list{Reports: []listed{{TrackingID: exampleCode.Display(), URL: examplePage, Title: "Lubang di Jalan Pasar",
		Excerpt: "Ada lubang besar di jalan depan pasar.", Place: "Jalan Pasar nomor 12, Surabaya", Class: civic.Complaint, State: civic.Dispatched,
		Agency: exampleSurabaya(), Topic: exampleTopic(), RegionCode: "35.78", ReceivedAt: exampleAt(20, 3, 12), Next: exampleDue()}},
		Next: cursorOf(int64(exampleID)), Count: new(999), Exact: new(false)}
}

func exampleOriginal() original {
	in := exampleSubmission()
	return original{Title: in.Title, Body: in.Body, OccurredOn: in.OccurredOn, OccurredWith: civic.PreciseDay,
		LocationText: in.LocationText, Lat: in.Lat, Lng: in.Lng}
}

func exampleReport() report {
	text := exampleOriginal()
	return report{TrackingID: exampleCode.Display(), Alias: "4821-3907-752", URL: examplePage, Viewer: "officer", State: civic.Dispatched,
		Class: civic.Complaint, Title: text.Title, Agency: exampleSurabaya(), NamedAgency: exampleSurabaya(), Topic: exampleTopic(),
		RegionCode: "35.78", Zone: civic.WIB, Channel: channelAPI, Protection: &protection{Anonymous: true}, MayRead: &mayRead{Text: true},
		Published: true, Seq: 2, ReceivedAt: exampleAt(20, 3, 12), VerifiedAt: exampleAt(20, 6, 40), Next: exampleDue(),
		Clocks: []clock{{Clock: civic.ClockFirstFollowUp, Status: "running", Started: exampleAt(20, 6, 40), By: exampleDay(27),
			Due: exampleAt(27, 17, 0), Left: 3, Days: 5, Unit: civic.WorkingDays}},
		Text:   &text,
		Public: &publicText{Version: 1, At: exampleAt(20, 6, 40), Title: "Lubang di Jalan Pasar", Body: "Ada lubang besar di jalan depan pasar."},
		Timeline: []entry{
			{Seq: 1, At: exampleAt(20, 3, 12), Verb: civic.VerbSubmit, Role: civic.RoleReporter, Agency: exampleSurabaya(), To: civic.Submitted, Shown: civic.ForPublic},
			{Seq: 2, At: exampleAt(20, 6, 40), Verb: civic.VerbVerify, Role: civic.RoleAgencyAdmin, Officer: "Petugas Contoh", Agency: exampleSurabaya(),
				From: civic.Submitted, To: civic.Dispatched, Detail: map[string]string{"version": "1"}, Shown: civic.ForPublic}},
		Attachments: exampleAttached().Attachments,
		Supports:    exampleSupports(),
		Demands:     []demand{exampleDemand()},
		Actions: []action{
			{Verb: civic.VerbDispose, Method: "POST", Href: href(exampleCode, "/dispose"), Needs: []string{"agency_id"}},
			{Verb: civic.VerbHold, Method: "POST", Href: href(exampleCode, "/hold"), Needs: []string{"reason", "message"},
				Reasons: []reason{{Code: "place_unclear", TextID: "Lokasi belum jelas.", TextEN: "The place is not clear."}}}}}
}

func exampleAttached() attached {
	at := href(exampleCode, "/attachments/"+(exampleID+40).String())
	return attached{Seq: 3, Attachments: []attachment{{ID: exampleID + 40, Name: "lubang.jpg", MediaType: "image/jpeg", Size: 182_033, Width: 1600, Height: 1200,
		URL: at, ThumbURL: at + "?thumb=true", Seq: 3, Role: civic.RoleReporter}}}
}

func exampleVerify() verifyBody {
	return verifyBody{Class: civic.Complaint, TopicID: "jalan", AgencyID: "pemkot-surabaya", Publish: true, PublicTitle: "Lubang di Jalan Pasar",
		PublicBody: "Ada lubang besar di jalan depan pasar.", Seq: 1}
}

func exampleChange() change {
	return change{TrackingID: exampleCode.Display(), URL: examplePage, Seq: 3, State: civic.Dispatched, Agency: exampleUnit(), Published: true, Next: exampleDue()}
}

func exampleInbox() inbox {
	return inbox{Reports: []lying{{TrackingID: exampleCode.Display(), Title: "Lubang besar di jalan depan pasar", Place: "Jalan Pasar nomor 12, Surabaya",
		Class: civic.Complaint, State: civic.Dispatched, Agency: exampleSurabaya(), Topic: exampleTopic(), RegionCode: "35.78", Anonymous: true,
		Seq: 2, ReceivedAt: exampleAt(20, 3, 12), Next: exampleDue()}}, Next: cursorOf(exampleAt(27, 17, 0).UnixMicro(), int64(exampleID))}
}

func exampleMe() me {
	return me{OfficerID: exampleID + 60, Name: "Petugas Contoh", Role: civic.RoleAgencyAdmin, PostID: exampleID + 61, Desk: exampleSurabaya()}
}

func exampleAgency() agency {
	return agency{ID: exampleID, Code: "pemkot-surabaya", Name: "Pemerintah Kota Surabaya", ShortName: "Surabaya", Kind: "kota", ParentID: new(exampleID - 1), Tier: 1,
		Region: "35.78", Zone: civic.WIB, Mode: civic.RoutingFull, Active: true, Units: 31}
}

func exampleTopics() topicList {
	return topicList{Topics: []topic{{ID: exampleID + 20, Code: "jalan", NameID: "Jalan dan jembatan", NameEN: "Roads and bridges", DefaultClass: civic.Complaint}}}
}

func exampleReasons() reasonList {
	return reasonList{Reasons: []listedReason{{List: civic.ReasonsOutcome, Code: "solved", TextID: "Sudah diselesaikan.", TextEN: "Solved."}}}
}
