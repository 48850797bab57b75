package ui

import (
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
)

// Status is the word for where a report stands, the same on every page and in every
// message. States of the lifecycle are finer; people need no more than these.
type Status string

// The words. The last three depend on who reads.
const (
	StatusReceived  Status = "received"  // Diterima
	StatusChecked   Status = "checked"   // Diperiksa
	StatusForwarded Status = "forwarded" // Diteruskan
	StatusWorking   Status = "working"   // Dikerjakan
	StatusDone      Status = "done"      // Selesai, kata pelapor
	StatusByOfficer Status = "officer"   // Ditutup petugas
	StatusSilent    Status = "silent"    // Ditutup sistem
	StatusEnded     Status = "ended"     // Ditutup
	StatusYours     Status = "yours"     // Perlu jawaban Anda
	StatusReporter  Status = "reporter"  // Menunggu pelapor
)

// StatusOf chooses the word for a state. A report that was verified and came back waits
// for a new desk: it is being checked again. Who closed a report is told apart: only its reporter can say that it is
// solved. own tells that the reporter reads.
func StatusOf(s civic.State, verified bool, by civic.ClosedBy, own bool) Status {
	switch s {
	case civic.Submitted:
		if verified {
			return StatusChecked
		}
		return StatusReceived
	case civic.Dispatched:
		return StatusForwarded
	case civic.InfoNeeded, civic.AwaitingReporter:
		if own {
			return StatusYours
		}
		return StatusReporter
	case civic.Closed:
		switch by {
		case civic.ClosedBySystem:
			return StatusSilent
		case civic.ClosedByReporter:
			return StatusDone
		default:
			return StatusByOfficer
		}
	case civic.Archived:
		return StatusEnded
	default:
		return StatusWorking
	}
}

// Statuses lists the words a list can be filtered by.
func Statuses() []Status {
	return []Status{StatusReceived, StatusChecked, StatusForwarded, StatusWorking, StatusReporter, StatusDone, StatusByOfficer, StatusSilent, StatusEnded}
}

// Word returns the status in the reader's language. i18n:keys status.
func (s Status) Word(p *i18n.Printer) string { return p.T("status." + string(s)) }

func (s Status) tone() Tone {
	switch s {
	case StatusDone:
		return ToneOK
	case StatusByOfficer, StatusSilent, StatusEnded:
		return ToneQuiet
	case StatusYours:
		return ToneWarn
	default:
		return ToneInfo
	}
}

func (s Status) icon() Icon {
	switch s {
	case StatusReceived:
		return IconInbox
	case StatusChecked:
		return IconSearch
	case StatusForwarded:
		return IconForward
	case StatusWorking:
		return IconTool
	case StatusDone:
		return IconTick
	case StatusByOfficer:
		return IconOffice
	case StatusSilent:
		return IconClock
	case StatusEnded:
		return IconClose
	default:
		return IconSpeech
	}
}

// stage is the place in the four steps that every report walks, counted from 1.
func (s Status) stage() int {
	switch s {
	case StatusForwarded:
		return 2
	case StatusWorking, StatusYours, StatusReporter:
		return 3
	case StatusDone, StatusByOfficer, StatusSilent, StatusEnded:
		return 4
	default:
		return 1
	}
}

// deadlineTone: late, soon, or time enough.
func deadlineTone(left int) (Tone, Icon) {
	switch {
	case left < 0:
		return ToneBad, IconAlert
	case left <= 2:
		return ToneWarn, IconClock
	default:
		return ToneOK, IconTick
	}
}
