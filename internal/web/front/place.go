package front

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"
)

// found is how many places or agencies a search offers.
const found = 8

// place shows step 2.
func (f *Front) place(w http.ResponseWriter, r *http.Request) error {
	d, _, ok, err := f.started(w, r)
	if err != nil || !ok {
		return err
	}
	return show(w, r, http.StatusOK, citizen.Place(f.placeView(r, d, nil)))
}

func (f *Front) placeView(r *http.Request, d draft, ms ui.Mistakes) citizen.PlaceView {
	return citizen.PlaceView{Page: f.Frame(r), Lat: d.Lat, Lng: d.Lng, Accuracy: d.Accuracy, Place: d.Place, Landmark: d.Landmark,
		When: d.When, Day: d.Day, Month: d.Month, Year: d.Year, Agency: d.Agency, Against: d.Against, NoDraft: d.noDraft(), Mistakes: ms}
}

// savePlace keeps step 2. Without scripts a search is a round trip: its results come back as answers to choose from.
func (f *Front) savePlace(w http.ResponseWriter, r *http.Request) error {
	d, token, ok, err := f.started(w, r)
	if err != nil || !ok {
		return err
	}
	if err := parse(r); err != nil {
		return err
	}
	v := func(k string) string { return strings.TrimSpace(civic.TidyText(r.PostFormValue(k))) }
	d.Lat, d.Lng, d.Accuracy = v("lat"), v("lng"), v("accuracy")
	d.Landmark, d.When, d.Day, d.Month, d.Year = v("location_text"), v("when"), v("day"), v("month"), v("year")
	do := r.PostFormValue("do")
	if d.Place, err = f.chosenPlace(r, v("place"), do == "place"); err != nil {
		return err
	}
	d.Agency = f.chosenAgency(r, v("agency"), do == "agency")
	d.Against = v("against") == "yes"
	if err := f.save(w, r, token, d); err != nil {
		return err
	}
	view := f.placeView(r, d, nil)
	switch do {
	case "place":
		if view.Places, err = f.findPlaces(r, d.Place.Text); err != nil {
			return err
		}
		return show(w, r, http.StatusOK, citizen.Place(view))
	case "agency":
		view.Agencies = f.findAgencies(r, d.Agency.Text)
		return show(w, r, http.StatusOK, citizen.Place(view))
	}
	s, err := d.submission(civic.DateOf(f.Now(), civic.WIB))
	if err == nil && s.Place.Empty() {
		err = civic.Invalid("place", "error.place_needed")
	}
	if err == nil && d.Against && s.Named == 0 {
		err = civic.Invalid("agency", "error.against_which")
	}
	if err != nil {
		ms, ok := mistakeOf(view.P, err, nil)
		if !ok {
			return err
		}
		view.Mistakes = ms
		return show(w, r, http.StatusUnprocessableEntity, citizen.Place(view))
	}
	return see(w, r, "/lapor/kontak")
}

// chosen returns the answer that was picked among the results of a search, and the hidden one of an earlier choice,
// which stands before them and may be out of date: without scripts nothing empties it when other words are typed.
func chosen(r *http.Request, name string) (picked, earlier string) {
	all := r.PostForm[name]
	if len(all) > 0 {
		earlier = all[0]
	}
	if len(all) > 1 {
		picked = all[len(all)-1]
	}
	return picked, earlier
}

// same tells whether typed words are the label of a choice, with or without what it lies in.
func same(typed string, c citizen.Found) bool {
	return typed != "" && (strings.EqualFold(typed, c.Text) || strings.EqualFold(typed, c.Text+", "+c.Note))
}

// chosenPlace is the region that was picked, or that the typed words name; else the typed words alone.
// With anew the words are about to be looked for, so that nothing picked before counts.
func (f *Front) chosenPlace(r *http.Request, typed string, anew bool) (citizen.Found, error) {
	picked, earlier := chosen(r, "region")
	if anew || picked == citizen.NotListed {
		return citizen.Found{Text: typed}, nil
	}
	for _, code := range []string{picked, earlier} {
		chain, err := f.Directory.RegionChain(r.Context(), code)
		if err != nil {
			return citizen.Found{}, err
		}
		if len(chain) > 0 && chain[0].Code == code && (code == picked || same(typed, regionFound(chain))) {
			return regionFound(chain), nil
		}
	}
	all, err := f.findPlaces(r, typed)
	if err != nil {
		return citizen.Found{}, err
	}
	if len(all) == 1 && same(typed, all[0]) {
		return all[0], nil
	}
	return citizen.Found{Text: typed}, nil
}

func (f *Front) findPlaces(r *http.Request, typed string) ([]citizen.Found, error) {
	typed, _, _ = strings.Cut(typed, ",")
	rs, err := f.Directory.Regions(r.Context(), typed, found)
	if err != nil {
		return nil, err
	}
	out := []citizen.Found{} // not nil: that a search found nothing is an answer too
	for _, reg := range rs {
		chain, err := f.Directory.RegionChain(r.Context(), reg.Code)
		if err != nil {
			return nil, err
		}
		if len(chain) > 0 {
			out = append(out, regionFound(chain))
		}
	}
	return out, nil
}

// regionFound names a place and what it lies in.
func regionFound(chain []directory.Region) citizen.Found {
	out := citizen.Found{Value: chain[0].Code, Text: chain[0].Title()}
	var around []string
	for _, c := range chain[1:] {
		around = append(around, c.Title())
	}
	out.Note = strings.Join(around, ", ")
	return out
}

// chosenAgency is the agency that was picked, or that the typed words name; typed words alone are kept for the page only.
func (f *Front) chosenAgency(r *http.Request, typed string, anew bool) citizen.Found {
	picked, earlier := chosen(r, "agency_id")
	if anew || picked == citizen.NotListed {
		return citizen.Found{Text: typed}
	}
	t := f.Directory.Map(r.Context()).Tree
	for _, value := range []string{picked, earlier} {
		id, err := civic.ParseID(value)
		if a, ok := t.Get(id); err == nil && ok && a.Active && (value == picked || same(typed, agencyFound(t, a))) {
			return agencyFound(t, a)
		}
	}
	for _, a := range f.findAgencies(r, typed) {
		if same(typed, a) {
			return a
		}
	}
	return citizen.Found{Text: typed}
}

func (f *Front) findAgencies(r *http.Request, typed string) []citizen.Found {
	t := f.Directory.Map(r.Context()).Tree
	if len([]rune(typed)) < 2 {
		return []citizen.Found{}
	}
	hits, _ := t.Search(typed, found, func(id civic.ID) bool {
		a, _ := t.Get(id)
		return a.Active && a.Tier > 0
	})
	out := []citizen.Found{}
	for _, a := range hits {
		out = append(out, agencyFound(t, a))
	}
	return out
}

// agencyFound names an agency and what it belongs to.
func agencyFound(t *civic.Tree, a civic.Agency) citizen.Found {
	out := citizen.Found{Value: a.ID.String(), Text: a.Name}
	if up, _ := t.Get(a.Parent); up.Tier > 0 {
		out.Note = up.Name
	}
	return out
}

// option is one suggestion of a combobox.
type option struct {
	Value string `json:"value"`
	Text  string `json:"text"`
	Note  string `json:"note,omitempty"`
}

func suggest(w http.ResponseWriter, from []citizen.Found) error {
	out := make([]option, 0, len(from))
	for _, x := range from {
		out = append(out, option{x.Value, x.Text, x.Note})
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "public, max-age=300")
	return json.NewEncoder(w).Encode(out)
}

// regions answers the combobox of places.
func (f *Front) regions(w http.ResponseWriter, r *http.Request) error {
	all, err := f.findPlaces(r, r.URL.Query().Get("q"))
	if err != nil {
		return err
	}
	return suggest(w, all)
}

// agencies answers the combobox of agencies.
func (f *Front) agencies(w http.ResponseWriter, r *http.Request) error {
	return suggest(w, f.findAgencies(r, r.URL.Query().Get("q")))
}

// language and theme keep a choice of the reader's in a cookie and go back to the page.
func (f *Front) language(w http.ResponseWriter, r *http.Request) error {
	return f.choose(w, r, "bahasa", []string{"id", "en"})
}

func (f *Front) theme(w http.ResponseWriter, r *http.Request) error {
	return f.choose(w, r, "tampilan", []string{"light", "dark", ""})
}

func (f *Front) choose(w http.ResponseWriter, r *http.Request, name string, allowed []string) error {
	to := r.URL.Query().Get("ke")
	if name == "bahasa" && !r.URL.Query().Has("ke") {
		pg := f.Frame(r)
		return show(w, r, http.StatusOK, citizen.Language(citizen.LanguageView{Page: pg, Options: []ui.Link{
			{URL: "/bahasa?ke=id&kembali=%2F", Text: "Bahasa Indonesia"}, {URL: "/bahasa?ke=en&kembali=%2F", Text: "English"}}}))
	}
	for _, a := range allowed {
		if a == to {
			f.cookie(w, name, to, "/", 365*24*3600)
		}
	}
	private(w)
	return see(w, r, localPath(r.URL.Query().Get("kembali")))
}

// localPath keeps a way back on this site.
func localPath(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(s, "//") || strings.ContainsAny(s, "\\\r\n") {
		return "/"
	}
	return u.RequestURI()
}
