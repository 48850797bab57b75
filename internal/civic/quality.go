package civic

// What the gate for answers writes into the detail of an event. Only officers read it.
const (
	DetailRules         = "quality_rules"  // what was found in a text that went out all the same: "stock,copy"
	DetailQualityReason = "quality_reason" // why it did
	DetailMended        = "quality_mended" // what had been found in an earlier try, and was mended
)
