package civic

// ReasonsAudit lists by what closed reports are judged when samples of them are looked through.
const ReasonsAudit = "audit"

// Grade is how well a closed report meets one criterion.
type Grade string

// The grades.
const (
	GradeYes    Grade = "yes"
	GradePartly Grade = "partly"
	GradeNo     Grade = "no"
	GradeNone   Grade = "none" // the criterion does not apply
)

// Grades lists the grades, the best first.
func Grades() []Grade { return []Grade{GradeYes, GradePartly, GradeNo, GradeNone} }

// Judgement is what one officer found of one closed report.
type Judgement struct {
	Grades map[string]Grade // by the code of the criterion
	Holds  bool             // it was rightly closed
	Note   string
}

// MaxJudgementNote is the most characters of a note; MaxSample the most reports of a sample, and MaxSampleDays the most days
// of its period.
const (
	MaxJudgementNote = 1000
	MaxSample        = 200
	MaxSampleDays    = 366
)

// CheckJudgement refuses what leaves a criterion out, or names one that is none. Errors: invalid with the field.
func CheckJudgement(j *Judgement, criteria []Reason) error {
	for _, c := range criteria {
		switch j.Grades[c.Code] {
		case GradeYes, GradePartly, GradeNo, GradeNone:
		default:
			return Invalid("grades."+c.Code, "error.grade_needed")
		}
	}
	if len(j.Grades) > len(criteria) {
		return Invalid("grades", "error.grade_unknown")
	}
	if len([]rune(j.Note)) > MaxJudgementNote {
		return Invalid("note", "error.too_long", "max", MaxJudgementNote)
	}
	return nil
}
