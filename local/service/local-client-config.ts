/** What an AWS client needs to speak to an emulated service: nothing of this machine's AWS configuration. */
export const localClientConfig = (endpoint: string) => ({
  endpoint,
  region: LOCAL_REGION,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
})

/** A region for clients that want one. ARNs of emulated resources name it. */
export const LOCAL_REGION = 'eu-central-1'
