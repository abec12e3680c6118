package pipeline

// RecordRows are the rows of record.csv.
var RecordRows = recordRows
