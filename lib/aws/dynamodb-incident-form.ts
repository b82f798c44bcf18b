/** The form of incidents in the table. It is raised where a version that is deployed could not read them any more. */
export const DYNAMODB_INCIDENT_FORM = '2'
