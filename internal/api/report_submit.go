package api

import (
	"context"
	"net/http"
	"slices"
	"time"
	"unicode/utf8"

	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
	"tuntas/internal/intake"
)

// submission is what a reporter, or an officer for somebody at the counter, hands in.
type submission struct {
	Class        civic.Class `json:"class,omitempty" doc:"What is asked for; complaint when nothing is said. The oversight grade is an officer's finding." enum:"complaint,aspiration,information"`
	Title        string      `json:"title,omitempty" doc:"Made of the text when nothing is said." maxLength:"150"`
	Body         string      `json:"body" doc:"What happened." minLength:"20" maxLength:"10000"`
	OccurredOn   string      `json:"occurred_on,omitempty" doc:"The day it happened, not in the future." format:"date"`
	LocationText string      `json:"location_text,omitempty" doc:"The place in words. A complaint needs this, a region or a point." maxLength:"500"`
	RegionCode   string      `json:"region_code,omitempty" doc:"Kemendagri code of the place, see /regions." pattern:"^\\d{2}(\\.\\d{2}(\\.\\d{2}(\\.\\d{4})?)?)?$"`
	Lat          *float64    `json:"lat,omitempty" doc:"Degrees north." minimum:"-90" maximum:"90"`
	Lng          *float64    `json:"lng,omitempty" doc:"Degrees east." minimum:"-180" maximum:"180"`
	AgencyID     ref         `json:"agency_id,omitempty" doc:"The agency it is about, by id or code, if it is known. Nobody has to know."`
	Against      ref         `json:"against_id,omitempty" doc:"The office that it complains of, by id or code: it and everybody below it never see the report."`
	TopicID      ref         `json:"topic_id,omitempty" doc:"Topic, by id or code."`
	Anonymous    bool        `json:"anonymous,omitempty" doc:"Hide the name from officers and the public."`
	Secret       bool        `json:"secret,omitempty" doc:"Only the officers who handle it read it; nothing becomes public."`
	ShowName     bool        `json:"show_name,omitempty" doc:"Show the name in the published version. Means nothing together with anonymous."`
	Reporter     *person     `json:"reporter,omitempty" doc:"Who reports. It is sealed away; every opening of it is recorded."`
	Channel      string      `json:"channel,omitempty" doc:"By which way it came, where an officer writes it down." enum:"counter,phone,letter,api"`
}

// person is a reporter with name and contact.
type person struct {
	Name  string `json:"name,omitempty" maxLength:"200"`
	Email string `json:"email,omitempty" doc:"Where news is sent." format:"email"`
	Phone string `json:"phone,omitempty" doc:"Eight to fifteen digits."`
}

// promise is one line of the timetable.
type promise struct {
	Clock       civic.ClockKind `json:"clock" enum:"verify,first_follow_up,resolve,reporter_window"`
	By          civic.Date      `json:"by,omitzero" doc:"The last day in time; not given where it counts from an act yet to come." format:"date"`
	Due         time.Time       `json:"due,omitzero" doc:"The end of that day."`
	Days        int             `json:"days" doc:"Its length."`
	Unit        civic.DayUnit   `json:"unit" enum:"working_days,calendar_days"`
	Provisional bool            `json:"provisional,omitempty" doc:"The day lies in a year whose holidays are not decreed yet."`
}

// receipt is what the reporter gets, and gets once.
type receipt struct {
	TrackingID string      `json:"tracking_id" doc:"The tracking code." example:"7K2M-9QXT-4PD"`
	Alias      string      `json:"alias" doc:"The same in digits, for SMS and telephone keys." example:"4821-3907-752"`
	PIN        string      `json:"pin" doc:"Six digits. They are not shown again." example:"404713"`
	URL        string      `json:"url" doc:"The page of the report."`
	State      civic.State `json:"state" enum:"submitted,info_needed,dispatched,in_progress,awaiting_reporter,escalated,closed,archived"`
	Agency     *agencyName `json:"agency,omitempty" doc:"The desk that checks it."`
	ReceivedAt time.Time   `json:"received_at"`
	Timetable  []promise   `json:"timetable" doc:"Everything that is promised from the first moment."`
}

type submitParams struct {
	Key string `header:"Idempotency-Key" doc:"A random value, such as a UUID. The same request sent again under it gives the same receipt and makes no second report. From 8 characters." maxLength:"200" example:"0d1f3a4e-5b6c-47d8-9e0f-a1b2c3d4e5f6"`
}

// minKey is the shortest key, in characters: a counter would meet somebody else's.
const minKey = 8

// checkKey refuses a key that is too short; none is well.
func checkKey(key string) error {
	if n := utf8.RuneCountInString(key); n > 0 && n < minKey {
		return civic.Invalid("Idempotency-Key", "api.key_short", "min", minKey)
	}
	return nil
}

// channelAPI is the channel of what other programs send for citizens.
const channelAPI = "api"

// replayed is the header of an answer that was given before.
const replayed = "Idempotent-Replayed"

// submit takes a report in.
func (a *API) submit(ctx context.Context, x *exchange, p *submitParams) (out *receipt, err error) {
	who := civic.Actor{Role: civic.RoleReporter}
	caller := "anybody"
	if _, sent := x.bearer(); sent {
		if who, err = x.officer(ctx); err != nil {
			return nil, err
		}
		caller = "officer " + who.Officer.String()
	} else if a.Submits != nil {
		if err := a.Submits.Check(x.r); err != nil {
			return nil, err
		}
		defer func() {
			if err != nil || x.w.Header().Get(replayed) != "" {
				a.Submits.GiveBack(x.r) // only what was accepted counts
			}
		}()
	}
	if err := checkKey(p.Key); err != nil {
		return nil, err
	}
	in, err := read[submission](x)
	if err != nil {
		return nil, err
	}
	req, err := a.request(ctx, who, in)
	if err != nil {
		return nil, err
	}
	req.Key, req.Caller = p.Key, caller
	got, err := a.Intake.Submit(ctx, who, req)
	if err != nil {
		return nil, err
	}
	httpkit.NoCompress(x.r) // it shows a PIN
	if got.Repeated {
		x.w.Header().Set(replayed, "true")
	}
	x.w.Header().Set("Location", href(got.Code, ""))
	return a.receipt(ctx, &got), nil
}

func (a *API) receipt(ctx context.Context, got *intake.Receipt) *receipt {
	out := &receipt{TrackingID: got.Code.Display(), Alias: got.Alias.Display(), PIN: string(got.PIN), URL: a.pageOf(got.Code),
		State: got.Report.State, Agency: nameOf(a.Directory.Map(ctx).Tree, got.Report.Holder), ReceivedAt: got.Report.ReceivedAt.Truncate(time.Microsecond),
		Timetable: make([]promise, len(got.Promises))}
	for i, p := range got.Promises {
		out.Timetable[i] = promise(p)
	}
	return out
}

// request turns the body into what the verb takes. Errors: invalid with the field.
func (a *API) request(ctx context.Context, who civic.Actor, in submission) (intake.Request, error) {
	req := intake.Request{Submission: civic.Submission{Class: in.Class, Title: in.Title, Body: in.Body,
		Place:     civic.Place{Text: in.LocationText, Region: in.RegionCode},
		Anonymous: in.Anonymous, Secret: in.Secret, ShowName: in.ShowName, Channel: channelAPI}}
	var wrong invalids
	note := func(err error) {
		if err != nil {
			wrong = append(wrong, err)
		}
	}
	if in.Class != "" && !slices.Contains(civic.ReporterClasses(), in.Class) {
		note(civic.Invalid("class", "error.class_needed"))
	}
	if in.OccurredOn != "" {
		d, err := civic.ParseDate(in.OccurredOn)
		if err != nil {
			note(civic.Invalid("occurred_on", "error.date_iso"))
		}
		req.OccurredOn = d
	}
	if in.RegionCode != "" && !regionCode(in.RegionCode) {
		note(civic.Invalid("region_code", "error.region_unknown"))
	}
	switch {
	case in.Lat != nil && in.Lng != nil:
		req.Place.Lat, req.Place.Lng, req.Place.HasPoint = *in.Lat, *in.Lng, true
	case in.Lat != nil:
		note(civic.Invalid("lng", "api.point_half"))
	case in.Lng != nil:
		note(civic.Invalid("lat", "api.point_half"))
	}
	if in.Channel != "" {
		req.Channel = in.Channel
		if in.Channel != channelAPI && (!who.IsOfficer() || !slices.Contains([]string{"counter", "phone", "letter"}, in.Channel)) {
			note(civic.Invalid("channel", "api.channel_wrong"))
		}
	}
	m := a.Directory.Map(ctx)
	var err error
	req.Named, err = agencyID(m.Tree, "agency_id", in.AgencyID)
	note(err)
	req.Against, err = agencyID(m.Tree, "against_id", in.Against)
	note(err)
	req.Topic, err = topicID(m, "topic_id", in.TopicID)
	note(err)
	if in.Reporter != nil {
		req.Identity = intake.Identity{Name: in.Reporter.Name, Email: in.Reporter.Email, Phone: in.Reporter.Phone}
	}
	if len(wrong) > 0 {
		return req, wrong
	}
	return req, nil
}

// reports registers the routes of reports as a whole.
func (a *API) reports() {
	register(a, operation{id: "submitReport", method: http.MethodPost, path: "/reports", tag: tagReports, access: senders, status: http.StatusCreated,
		summary: "Hand in a report",
		about: "Takes a report and gives the receipt: code, PIN and timetable. When this answers 201, the report is durable. " +
			"With a token it is handed in by that officer on behalf of somebody, by the `channel` named. Files follow in a second step.",
		in: exampleSubmission(), out: exampleReceipt(), errors: []int{http.StatusConflict}}, a.submit)
	register(a, operation{id: "listReports", method: http.MethodGet, path: "/reports", tag: tagReports,
		summary: "Look through published reports",
		about: "Newest first. `count` stands on the first page only and is exact up to 999; above, it is 999 and `count_is_exact` is false. " +
			"Words are matched by their stems, all of them must occur. New reports are found within about a second.",
		out: exampleList()}, a.list)
	register(a, operation{id: "getReport", method: http.MethodGet, path: "/reports/{tracking_id}", tag: tagReports, access: readers,
		summary: "Read a report",
		about: "Without credentials the published version; with the PIN what the reporter sees; with a token what the officer may see. " +
			"`allowed_actions` are the steps that whoever asks may take now. The number of events is also the `ETag`.",
		out: exampleReport()}, a.show)
}
