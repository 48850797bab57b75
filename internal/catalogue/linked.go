package catalogue

import (
	"fmt"
	"strings"

	"tuntas/internal/service"
)

// Giver says who gives a service and where it is read: what linked data needs beside the record.
type Giver struct {
	URL       string // of the page of the service
	Agency    string
	AgencyURL string
	Region    string // in words; empty: the whole country
}

type object = map[string]any

// Schema is an entry in the words of schema.org, for search engines. A time in working days is left out: a Duration has none,
// and would promise another day.
func (e *Entry) Schema(g Giver) any {
	s := &e.Standard
	provider := object{"@type": "GovernmentOrganization", "name": g.Agency, "url": g.AgencyURL}
	out := object{"@context": "https://schema.org", "@type": "GovernmentService", "@id": g.URL, "url": g.URL, "identifier": e.Service.String(), "name": e.Name,
		"provider": provider, "serviceOperator": provider}
	if g.Region != "" {
		out["areaServed"] = object{"@type": "AdministrativeArea", "name": g.Region}
	} else {
		out["areaServed"] = object{"@type": "Country", "name": "Indonesia"}
	}
	set(out, "serviceType", said(s.Sector))
	var outputs []any
	for _, p := range filled(s.Products) {
		outputs = append(outputs, object{"@type": "Thing", "name": p})
	}
	set(out, "serviceOutput", outputs)
	set(out, "offers", offers(e.Judged.Fee))
	set(out, "availableChannel", e.channels(g))
	return out
}

// channels are where a service is given, in the words of schema.org.
func (e *Entry) channels(g Giver) (out []any) {
	channel := func(name string, more object) {
		more["@type"], more["name"] = "ServiceChannel", name
		set(more, "processingTime", duration(e.Judged.Time, false))
		out = append(out, more)
	}
	for _, p := range e.Standard.Places {
		place := object{"@type": "Place", "name": p.Name}
		set(place, "address", p.Address)
		channel(p.Name, object{"serviceLocation": place})
	}
	if len(out) == 0 {
		channel(g.Agency, object{})
	}
	if link := e.OnlineURL(); link != "" {
		channel(link, object{"serviceUrl": link})
	}
	return out
}

// OnlineURL is the address of the service online; empty when the record names none.
func (e *Entry) OnlineURL() string {
	for _, w := range strings.Fields(service.Plain(e.Standard.Online)) {
		w = strings.TrimRight(w, ".,;)")
		if strings.HasPrefix(w, "https://") || strings.HasPrefix(w, "http://") {
			return w
		}
	}
	return ""
}

func offers(f *service.Fee) (out []any) {
	if f == nil {
		return nil
	}
	if f.IsFree && len(f.Items) == 0 {
		return []any{object{"@type": "Offer", "price": 0, "priceCurrency": "IDR"}}
	}
	for _, it := range f.Items {
		if it.Amount == nil || it.Share != "" {
			continue
		}
		o := object{"@type": "Offer", "price": *it.Amount, "priceCurrency": "IDR"}
		set(o, "name", it.Label)
		set(o, "description", perWords(it.Unit))
		out = append(out, o)
	}
	return out
}

func perWords(u service.Per) string {
	if u == "" {
		return ""
	}
	return "per " + string(u)
}

// CPSV is an entry in the words of CPSV-AP, with a context of our own; what that does not say, such as working days, stands
// beside it under "sl".
func (e *Entry) CPSV(g Giver) any {
	s, j := &e.Standard, &e.Judged
	out := object{
		"@context": object{"cpsv": "http://purl.org/vocab/cpsv#", "cv": "http://data.europa.eu/m8g/", "dct": "http://purl.org/dc/terms/", "adms": "http://www.w3.org/ns/adms#",
			"schema": "https://schema.org/", "xsd": "http://www.w3.org/2001/XMLSchema#", "sl": "urn:tuntas:service#", "@language": "id",
			"dct:identifier": noLanguage(), "cv:currency": noLanguage(), "sl:clockStart": noLanguage(), "sl:decreeNo": noLanguage()},
		"@id": g.URL, "@type": "cpsv:PublicService", "dct:identifier": e.Service.String(), "dct:title": e.Name,
		"cv:hasCompetentAuthority": object{"@id": g.AgencyURL, "@type": "cv:PublicOrganisation", "dct:title": g.Agency},
		"adms:status":              object{"@id": "http://purl.org/adms/status/Completed"},
		"dct:issued":               object{"@type": "xsd:date", "@value": e.From.String()}, "sl:version": e.No,
	}
	set(out, "dct:description", strings.Join(filled(s.Products), "; "))
	set(out, "cpsv:hasInput", each(filled(s.Requirements), func(t string) any { return object{"@type": "cv:Evidence", "dct:title": t} }))
	set(out, "cpsv:follows", each(filled(s.Steps), func(t string) any { return object{"@type": "cpsv:Rule", "dct:description": t} }))
	set(out, "cpsv:produces", each(filled(s.Products), func(t string) any { return object{"@type": "cpsv:Output", "dct:title": t} }))
	set(out, "cv:hasCost", costs(j.Fee))
	set(out, "sl:decreeNo", said(s.Decree))
	set(out, "sl:complaintHandling", said(s.Complaint.Text))
	set(out, "cv:hasLegalResource", each(filledTexts(s.Making[0]), func(t string) any { return object{"@type": "cv:LegalResource", "dct:title": t} }))
	if g.Region != "" {
		out["dct:spatial"] = object{"@type": "dct:Location", "dct:title": g.Region}
	}
	set(out, "cv:hasChannel", cpsvChannels(e))
	for i, name := range []string{"facilities", "staffCompetence", "internalControl", "staffCount", "serviceGuarantee", "safetyGuarantee", "staffEvaluation"} {
		set(out, "sl:"+name, said(s.Making[i+1]))
	}
	if t := j.Time; t != nil {
		if d := duration(t, true); d != "" {
			out["cv:processingTime"] = object{"@type": "xsd:duration", "@value": d}
		}
		if t.Unit == service.WorkingDay && t.Max != nil {
			out["sl:workingDays"] = *t.Max
		}
		set(out, "sl:clockStart", string(t.Clock))
		if x := t.Extension; x != nil && x.Max != nil && x.Unit == service.WorkingDay {
			out["sl:extensionWorkingDays"] = *x.Max
		}
	}
	return out
}

// noLanguage is a term whose values are codes and no words.
func noLanguage() any { return object{"@language": nil} }

func cpsvChannels(e *Entry) (out []any) {
	for _, p := range e.Standard.Places {
		c := object{"@type": "cv:Channel", "dct:title": p.Name}
		set(c, "dct:description", p.Address)
		set(c, "sl:hours", p.Hours)
		out = append(out, c)
	}
	if link := e.OnlineURL(); link != "" {
		out = append(out, object{"@type": "cv:Channel", "dct:title": link, "schema:url": object{"@id": link}})
	}
	return out
}

func costs(f *service.Fee) (out []any) {
	for _, o := range offers(f) {
		from, _ := o.(object)
		c := object{"@type": "cv:Cost", "cv:value": from["price"], "cv:currency": from["priceCurrency"]}
		name, _ := from["name"].(string)
		per, _ := from["description"].(string)
		set(c, "dct:description", strings.TrimSpace(name+" "+per))
		out = append(out, c)
	}
	return out
}

// duration is a time as ISO 8601 says it; empty when there is none. Working days become days only where they are said beside it.
func duration(t *service.Time, working bool) string {
	if t == nil || t.Max == nil {
		return ""
	}
	switch t.Unit {
	case service.Minute:
		return fmt.Sprintf("PT%dM", *t.Max)
	case service.Hour:
		return fmt.Sprintf("PT%dH", *t.Max)
	case service.CalendarDay:
		return fmt.Sprintf("P%dD", *t.Max)
	case service.Month:
		return fmt.Sprintf("P%dM", *t.Max)
	case service.WorkingDay:
		if working {
			return fmt.Sprintf("P%dD", *t.Max)
		}
	}
	return ""
}

// set keeps a value that says something.
func set(o object, key string, v any) {
	switch x := v.(type) {
	case string:
		if x == "" {
			return
		}
	case []any:
		if len(x) == 0 {
			return
		}
	}
	o[key] = v
}

// said is a text without marks of HTML; empty when it says nothing.
func said(text string) string {
	if !service.Filled(text) {
		return ""
	}
	return strings.TrimSpace(service.Plain(text))
}

func filled(items []service.Item) (out []string) {
	for _, it := range items {
		if t := said(it.Text); t != "" {
			if it.Group != "" {
				t = it.Group + ": " + t
			}
			out = append(out, t)
		}
	}
	return out
}

func filledTexts(text string) (out []string) {
	for _, l := range strings.Split(service.Plain(text), "\n") {
		if t := said(l); t != "" {
			out = append(out, t)
		}
	}
	return out
}

func each(texts []string, make func(string) any) (out []any) {
	for _, t := range texts {
		out = append(out, make(t))
	}
	return out
}
