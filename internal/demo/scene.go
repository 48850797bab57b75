package demo

import (
	"strings"

	"tuntas/internal/civic"
)

// scene is a situation put into one place: the responsible desk, the region
// and the values of the slots.
type scene struct {
	situation
	key    string // sby, bdg or nation
	holder string // agency that is responsible in the end
	region string
	values slots
}

// stage puts a situation somewhere.
func (g *generator) stage(s situation) scene {
	d := &g.dice
	sc := scene{situation: s, values: slots{}}
	sc.values.drawWords(d, g.words, []string{"jalan", "patokan", "lama", "mulai", "waktu", "n", "nogang", "rt", "rw"})
	switch s.where {
	case "gov":
		g.stageGovernment(&sc, pick(d, g.tree.regencies))
	case "nation":
		area := pick(d, g.tree.within(s.areas))
		sc.key, sc.holder, sc.region = "nation", s.desk, area.Code
		sc.values["daerah"], sc.values["wilayah"], sc.values["kota"] = area.Name, area.Name, area.Name
	default:
		g.stageCity(&sc)
	}
	if variants := g.words["place."+s.place]; len(variants) > 0 {
		sc.values["place"] = pick(d, variants)
	} else {
		sc.values["place"] = s.place
	}
	return sc
}

// stageCity chooses one of the two detailed cities, or now and then another
// city whose government answers as a whole.
func (g *generator) stageCity(sc *scene) {
	d := &g.dice
	if sc.where == "city" && sc.desk != nationalDesk && d.chance(11) && !sc.mentions("{kel}", "{kec}") {
		g.stageGovernment(sc, pick(d, g.tree.cities))
		return
	}
	sc.key = sc.where
	if sc.where == "city" {
		sc.key = "sby"
		if d.chance(36) {
			sc.key = "bdg"
		}
	}
	wards := g.tree.wards[sc.key]
	ward := pick(d, wards)
	for range 400 {
		if sc.desk != "kelurahan" || len(g.tree.roles[g.tree.deskOf(ward.Code, "-kel-")]) > 0 {
			break
		}
		ward = pick(d, wards)
	}
	city := g.tree.regions[cityRegion(sc.key)]
	sc.region = ward.Code
	sc.holder = g.tree.cityDesk(sc.key, sc.desk, ward)
	sc.values["kel"] = ward.Name
	sc.values["kec"] = g.tree.regions[ward.Parent].Name
	sc.values["kota"] = city.Name
	sc.values["wilayah"] = "Kelurahan " + ward.Name
	sc.values["daerah"] = pick(d, g.tree.areas).Name
}

// stageGovernment gives the report to a regency or city government itself.
func (g *generator) stageGovernment(sc *scene, gov AgencyRow) {
	sc.key, sc.holder, sc.region = "nation", gov.Code, gov.Region
	name := g.tree.regions[gov.Region].Name
	sc.values["daerah"], sc.values["wilayah"], sc.values["kota"] = name, name, name
	sc.returnDesk = ""
}

// mentions says whether any text the citizen writes uses one of the slots,
// directly or through its kind of place.
func (sc *scene) mentions(names ...string) bool {
	all := strings.Join(sc.titles, " ") + strings.Join(sc.bodies, " ") + strings.Join(sc.details, " ") +
		strings.Join(sc.asks, " ") + sc.place + sc.complete
	if sc.place == "kantor-kel" || sc.place == "kantor-kec" || sc.desk == "kelurahan" || sc.desk == "kecamatan" {
		return true
	}
	for _, name := range names {
		if strings.Contains(all, name) {
			return true
		}
	}
	return false
}

// whereless says whether the report has no place, or names none smaller than a
// city: a made-up accusation must not point at an office that exists.
func (sc *scene) whereless() bool {
	return sc.place == "daring" || sc.place == "Indonesia" || sc.class == civic.ComplaintOversight
}

// placeText is the place as typed into the form.
func (sc *scene) placeText() string {
	text := sc.values.fill(sc.values["place"])
	if sc.whereless() {
		return text
	}
	if kel := sc.values["kel"]; kel != "" {
		if !strings.Contains(text, kel) {
			text += ", Kelurahan " + kel
		}
		if !strings.Contains(text, "Kecamatan") {
			text += ", Kecamatan " + sc.values["kec"]
		}
		return text
	}
	if !strings.Contains(text, sc.values["daerah"]) {
		text += ", " + sc.values["daerah"]
	}
	return text
}

// citizenText composes title and body in the citizen's own way of writing.
func (g *generator) citizenText(sc *scene) (title, body string) {
	d := &g.dice
	how := drawRegister(d)
	voice := string(how)
	switch {
	case sc.style != "":
		how, voice = plain, sc.style
	case how == hasty:
		voice = string(plain)
	}
	title, body = g.core(sc)
	if d.chance(75) && len(sc.details) > 0 {
		body += " " + pick(d, sc.details)
	}
	if d.chance(85) && len(sc.asks) > 0 {
		body += " " + pick(d, sc.asks)
	}
	title = sc.values.fill(title)
	if how == casual && d.chance(50) {
		title = strings.ToLower(title)
	}
	body = speak(d, how, sc.values.fill(body))
	if sc.archiveReason != "" {
		return title, body
	}
	return title, greet(d, voice, g.words, body)
}

// core picks title and body; where there are as many titles as bodies, they
// belong together.
func (g *generator) core(sc *scene) (title, body string) {
	n := g.dice.roll(len(sc.bodies))
	if len(sc.titles) == len(sc.bodies) {
		return sc.titles[n], sc.bodies[n]
	}
	return pick(&g.dice, sc.titles), sc.bodies[n]
}

// greet puts a greeting before some texts and thanks behind some.
func greet(d *dice, voice string, w words, body string) string {
	gap := " "
	if voice == string(formal) || voice == "en" {
		gap = "\n\n"
	}
	if d.chance(42) {
		first := gap
		if voice == string(casual) {
			first = ", "
		}
		body = pick(d, w["opener."+voice]) + first + body
	}
	if d.chance(33) {
		body += gap + pick(d, w["closer."+voice])
	}
	return body
}
