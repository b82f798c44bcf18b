/** Name of the index of incidents with something to do, and the hash key that all its items share. */
export const DYNAMODB_INCIDENT_INDEX = 'due'
