/** Where tools send their data; both without a slash at the end. */
export interface Addresses {
  /** The web role. */
  web: string
  /** The admission role, TLS. */
  admission: string
}

export interface Snippet {
  name: string
  code: string
}

/** Lines to copy for CI. They say the same as docs/connect-ci.md. */
export function ciSnippets({ web }: Addresses): Snippet[] {
  return [
    {
      name: 'curl',
      code: `trivy image --format json --output trivy.json "$IMAGE"
curl --fail-with-body -H "Authorization: Bearer $PLIMSOLL_TOKEN" \\
  --data-binary @trivy.json ${web}/api/v1/ingest/reports`,
    },
    {
      name: 'CLI',
      code: `export PLIMSOLL_URL=${web} PLIMSOLL_TOKEN=plim_…
npx plimsoll ingest trivy.json --wait`,
    },
    {
      name: 'GitHub Actions',
      code: `- run: trivy image --format json --output trivy.json "$IMAGE"
- run: curl --fail-with-body -H "Authorization: Bearer $PLIMSOLL_TOKEN" --data-binary @trivy.json ${web}/api/v1/ingest/reports
  env:
    PLIMSOLL_TOKEN: \${{ secrets.PLIMSOLL_TOKEN }}`,
    },
    {
      name: 'GitLab CI',
      code: `plimsoll:
  script:
    - trivy image --format json --output trivy.json "$IMAGE"
    - 'curl --fail-with-body -H "Authorization: Bearer $PLIMSOLL_TOKEN" --data-binary @trivy.json ${web}/api/v1/ingest/reports'`,
    },
  ]
}

/** The webhook of one cluster. It says the same as docs/connect-admission.md. */
export function admissionSnippets({ admission }: Addresses): Snippet[] {
  return [
    {
      name: 'ValidatingWebhookConfiguration',
      code: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: plimsoll }
webhooks:
  - name: admit.plimsoll.dev
    admissionReviewVersions: [v1]
    sideEffects: NoneOnDryRun
    timeoutSeconds: 5
    failurePolicy: Ignore
    namespaceSelector:
      matchExpressions:
        - { key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system] }
    rules:
      - operations: [CREATE, UPDATE, DELETE]
        apiGroups: ["", apps, batch]
        apiVersions: [v1]
        resources: [pods, deployments, statefulsets, daemonsets, replicasets, jobs, cronjobs]
    clientConfig:
      url: ${admission}/admit/CLUSTER/plim_…
      caBundle: …   # base64 -w0 .plimsoll/tls/ca.crt`,
    },
  ]
}

/** Falco's own output and Falcosidekick's. They say the same as docs/connect-falco.md. */
export function falcoSnippets({ admission }: Addresses): Snippet[] {
  return [
    {
      name: 'falco.yaml',
      code: `json_output: true
json_include_output_fields_property: true
http_output:
  enabled: true
  url: ${admission}/api/v1/ingest/events?source=falco
  custom_headers:
    Authorization: "Bearer plim_…"`,
    },
    {
      name: 'Falcosidekick',
      code: `webhook:
  address: ${admission}/api/v1/ingest/events?source=falco
  customheaders: "Authorization:Bearer plim_…"`,
    },
  ]
}
