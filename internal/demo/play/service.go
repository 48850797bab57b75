package play

import (
	"context"
	"fmt"
	"slices"

	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/demo"
	"tuntas/internal/service"
	"tuntas/internal/serviceio"
)

// servicesAgo is how many working days before today the catalogue was filled.
const servicesAgo = 90

// services takes the sample services in, as the national desk does with what a source has published.
func (p *Player) services(ctx context.Context) error {
	d, err := demo.Services()
	if err != nil {
		return err
	}
	var wrong error
	err = p.app.Catalogue.Import(ctx, p.cast[castKey(demoNational, civic.RoleNationalAdmin)], d, catalogue.ImportOptions{State: service.Published}, func(r catalogue.Row) {
		if r.State != service.Published && wrong == nil {
			wrong = fmt.Errorf("play: service %s is %s %s: %w", r.ID, r.Taken, r.State, r.Err)
		}
	})
	if err != nil {
		return err
	}
	return wrong
}

// demoNational is the code of the national desk.
const demoNational = "nasional"

// revision is what a unit of the demo writes anew.
type revision struct {
	name, note string
	cells      []serviceio.Cell
	publish    bool // else it still waits for somebody to verify it
}

// revisions lets a unit better its promises: one is published, one waits.
func (p *Player) revisions(ctx context.Context) error {
	author, judge := p.cast[castKey("sby-dukcapil", civic.RoleLiaison)], p.cast[castKey("pemkot-surabaya", civic.RoleAgencyAdmin)]
	all, _, err := p.app.Catalogue.Services(ctx, author, catalogue.Filter{Limit: 50})
	if err != nil {
		return err
	}
	for _, r := range []revision{
		{"Penggantian KTP-el hilang atau rusak", "Pencetakan kini dilakukan di loket, sehingga selesai dalam satu hari kerja.", []serviceio.Cell{{Name: "c03", Text: "Paling lama 1 hari kerja sejak berkas lengkap"}}, true},
		{"Akta kelahiran", "Waktu dipersingkat karena berkas diperiksa daring.", []serviceio.Cell{{Name: "c03", Text: "Paling lama 2 hari kerja setelah berkas lengkap"}}, false},
	} {
		i := slices.IndexFunc(all, func(h catalogue.Head) bool { return h.Name == r.name })
		if i < 0 {
			return fmt.Errorf("play: service %s: %w", r.name, civic.NotFound("error.not_found"))
		}
		if err := p.revise(ctx, author, judge, all[i].Service, r); err != nil {
			return fmt.Errorf("play: service %s: %w", r.name, err)
		}
	}
	return nil
}

func (p *Player) revise(ctx context.Context, author, judge civic.Actor, id civic.ID, r revision) error {
	own, err := p.app.Catalogue.Of(ctx, author, id, 1)
	if err != nil {
		return err
	}
	h, err := p.app.Catalogue.Write(ctx, author, catalogue.Writing{Service: id, Version: own.Version, Cells: r.cells, Note: r.note})
	if err != nil {
		return err
	}
	steps := []service.Verb{service.Submit, service.Verify, service.Publish}
	if !r.publish {
		steps = steps[:1]
	}
	for i, verb := range steps {
		who := judge
		if verb == service.Submit {
			who = author
		}
		if _, err := p.app.Catalogue.Act(ctx, who, id, catalogue.Command{Verb: verb, No: h.No, Version: own.Version + 1 + i}); err != nil {
			return err
		}
	}
	return nil
}
