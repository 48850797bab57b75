package admin

import (
	"net/http"
	"net/url"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// topicList is the two-level list of topics.
type topicList struct {
	frame
	Groups []topicGroup
}

type topicGroup struct {
	Head topicRow
	Rows []topicRow
}

type topicRow struct {
	URL, Name, Other, Code string
	Inactive               bool
}

func (p *Pages) topics(v *staff.Visit) error {
	list := topicList{frame: p.frame(v, topicPath, v.P.T("admin.nav.topics"))}
	at := map[civic.ID]int{}
	for _, t := range v.Map.Topics {
		if t.Parent == 0 {
			at[t.ID] = len(list.Groups)
			list.Groups = append(list.Groups, topicGroup{Head: topicRowOf(t)})
		}
	}
	for _, t := range v.Map.Topics {
		if i, ok := at[t.Parent]; ok && t.Parent != 0 {
			list.Groups[i].Rows = append(list.Groups[i].Rows, topicRowOf(t))
		}
	}
	return show(v, http.StatusOK, list.frame, topicListPage(list))
}

func topicRowOf(t directory.Topic) topicRow {
	return topicRow{URL: topicPath + "/" + t.ID.String(), Name: t.NameID, Other: t.NameEN, Code: t.Code, Inactive: !t.Active}
}

// topicForm is the form of one topic.
type topicForm struct {
	frame
	form
	URL, Cancel string
	Parents     []ui.Option
	Classes     []ui.Option
}

func (p *Pages) newTopic(v *staff.Visit) error {
	f := form{P: v.P, Fresh: true, Values: url.Values{"active": {"yes"}, "parent": {v.R.URL.Query().Get("induk")}}}
	return p.showTopic(v, f, directory.Topic{})
}

func (p *Pages) editTopic(v *staff.Visit) error {
	t, ok := v.Map.Topic(staff.ID(v.R.PathValue("id")))
	if !ok {
		return civic.NotFound("error.not_found")
	}
	f := form{P: v.P, Values: url.Values{"code": {t.Code}, "name_id": {t.NameID}, "name_en": {t.NameEN}, "parent": {t.Parent.String()}, "default_class": {string(t.DefaultClass)}}}
	if t.Active {
		f.Values.Set("active", "yes")
	}
	if t.Evidence {
		f.Values.Set("evidence", "yes")
	}
	return p.showTopic(v, f, t)
}

func (p *Pages) showTopic(v *staff.Visit, f form, t directory.Topic) error {
	title, address := v.P.T("admin.topic.new"), topicPath+"/baru"
	if t.ID != 0 {
		title, address = v.P.T("admin.topic.edit", "name", t.NameID), topicPath+"/"+t.ID.String()
	}
	page := topicForm{frame: p.frame(v, topicPath, title), form: f, URL: address, Cancel: topicPath}
	page.Parents = []ui.Option{{Value: "", Label: v.P.T("admin.topic.top")}}
	for _, x := range v.Map.Topics {
		if x.Parent == 0 && x.ID != t.ID {
			page.Parents = append(page.Parents, ui.Option{Value: x.ID.String(), Label: x.NameID, Checked: x.ID.String() == f.get("parent")})
		}
	}
	page.Classes = classOptions(v, f.get("default_class"), "admin.topic.no_class")
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: topicPath, Text: v.P.T("admin.back")}
	return show(v, f.status(), page.frame, topicFormPage(page))
}

// classOptions offers the classes and none of them.
func classOptions(v *staff.Visit, now, none string) []ui.Option {
	out := []ui.Option{{Label: v.P.T(none)}}
	for _, c := range civic.Classes() {
		out = append(out, ui.Option{Value: string(c), Label: v.P.T("class." + string(c)), Checked: string(c) == now})
	}
	return out
}

func (p *Pages) saveTopic(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	var was directory.Topic
	if id := v.R.PathValue("id"); id != "" {
		var ok bool
		if was, ok = v.Map.Topic(staff.ID(id)); !ok {
			return civic.NotFound("error.not_found")
		}
	} else {
		f.Fresh = true
	}
	t := directory.Topic{ID: was.ID, Parent: staff.ID(f.get("parent")), Code: f.get("code"), NameID: f.get("name_id"), NameEN: f.get("name_en"),
		DefaultClass: civic.Class(f.get("default_class")), Active: f.on("active"), Evidence: f.on("evidence")}
	if was.ID != 0 {
		t.Code = was.Code // imports know a topic by its code
	}
	if _, err := p.Directory.SaveTopic(v.R.Context(), v.Who, t); err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showTopic(v, f, was)
	}
	return v.Done(topicPath, "admin.topic.saved", "name", t.NameID)
}
