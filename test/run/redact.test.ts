import { describe, expect, it } from 'vitest'
import { redact } from '../../lib/run/redact.ts'

// Put together here, so that no scanner takes this file for a leak.
const AWS_KEY = `AKIA${'IOSFODNN7EXAMPLE'}`
const JWT = `${'eyJhbGciOiJIUzI1NiJ9'}.${'eyJzdWIiOiIxMjM0NTY3ODkwIn0'}.${'dozjgNryP4J3jVmNHl0w5N'}`
const pem = (kind: string, body: string, end = `\n-----END ${kind}PRIVATE KEY-----`) =>
  `-----BEGIN ${kind}PRIVATE KEY-----\n${body}${end}`
const LINES = 'MIIEowIBAAKCAQEA75\n'.repeat(20)

describe('redact', () => {
  it.each([
    ['a bearer token', 'Authorization: Bearer abc.def-ghi_123=', 'Authorization: Bearer [redacted]'],
    ['a bearer token in lower case', 'got bearer abcdef123456, why', 'got bearer [redacted], why'],
    ['basic credentials', '"Basic dXNlcjpwYXNz"', '"Basic [redacted]"'],
    ['an AWS access key', `key id ${AWS_KEY} is denied`, 'key id [redacted] is denied'],
    ['a temporary AWS access key', `(${AWS_KEY.replace('AKIA', 'ASIA')})`, '([redacted])'],
    ['a JSON Web Token', `bad jwt ${JWT}.`, 'bad jwt [redacted].'],
    ['a GitHub token', `push ghp_${'a1B2'.repeat(9)} refused`, 'push [redacted] refused'],
    ['a Slack token', `xoxb-${'1234567890'}-abc refused`, '[redacted] refused'],
    ['a webhook secret', `whsec_${'MfKQ9r8GKYqrTwjU'}/+== refused`, '[redacted] refused'],
    ['password=', 'login user=bob password=hunter2 failed', 'login user=bob password=[redacted] failed'],
    ['password= in a query', '/login?password=hunter2&next=1', '/login?password=[redacted]&next=1'],
    ['password = in quotes', `password = "hunter 2", retry`, 'password = [redacted], retry'],
    ['password= in single quotes', `password='hunter 2' retry`, 'password=[redacted] retry'],
    ['PASSWORD=', 'PASSWORD=hunter2', 'PASSWORD=[redacted]'],
    ['a password of a connection string', 'host=db;Pwd=hunter2;user=sa', 'host=db;Pwd=[redacted];user=sa'],
    ['token=', 'GET /x?token=abc123 404', 'GET /x?token=[redacted] 404'],
    ['access_token=', 'access_token=abc123', 'access_token=[redacted]'],
    ['secret=', 'client_secret=abc123;x', 'client_secret=[redacted];x'],
    ['key=', 'api_key=abc123) failed', 'api_key=[redacted]) failed'],
    ['an AWS secret key', 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG', 'aws_secret_access_key = [redacted]'],
    ['every value of a text', 'key=a token=b key=c', 'key=[redacted] token=[redacted] key=[redacted]'],
    ['an unfinished quoted value', 'password="hunter2 and more', 'password=[redacted]'],
    ['a JSON password', '{"user":"bob","password": "hunter2","n":1}', '{"user":"bob","password": [redacted],"n":1}'],
    ['a JSON token in single quotes', "{'token': 'abc 123'}", "{'token': [redacted]}"],
    ['a JSON key of a longer name', '{"apiKey":"abc123"}', '{"apiKey":[redacted]}'],
    ['credentials in a URL', 'postgres://bob:hunter2@db:5432/x', 'postgres://[redacted]@db:5432/x'],
    ['a password alone in a URL', 'redis://:hunter2@cache', 'redis://[redacted]@cache'],
    ['credentials in two URLs', 'a://b:c@d e://f:g@h', 'a://[redacted]@d e://[redacted]@h'],
    ['a password with an @ in a URL', 'postgres://bob:p@ss@db/x', 'postgres://[redacted]@db/x'],
    ['a quoted value with a quote in it', String.raw`password="a\"bcd" retry`, 'password=[redacted] retry'],
    ['a JSON password with a quote in it', String.raw`{"password":"a\"bcd","n":1}`, '{"password":[redacted],"n":1}'],
    ['a JSON password that is a number', '{"password":12345,"n":1}', '{"password":[redacted],"n":1}'],
    ['password:', 'login failed, password: hunter2hunter2', 'login failed, password: [redacted]'],
    ['api_key:', 'api_key: abc', 'api_key: [redacted]'],
    ['x-api-key:', 'x-api-key: abc', 'x-api-key: [redacted]'],
    ['an unfinished quoted value after a colon', "token: 'abc", 'token: [redacted]'],
    ['a quoted value after a colon', 'key:"abc"', 'key:[redacted]'],
    ['a long token after a colon', 'token: abcdef0123456789abcdef', 'token: [redacted]'],
    ['a password with a slash in a URL', 'postgres://u:p/ss@host/db', 'postgres://[redacted]@host/db'],
    ['a bearer token after a tab', 'Bearer\tabcdef12345', 'Bearer [redacted]'],
    ['a signature in a query', 'X-Amz-Signature=abcdef&x=1', 'X-Amz-Signature=[redacted]&x=1'],
    ['a GitLab token', `glpat-${'a1B2'.repeat(5)} refused`, '[redacted] refused'],
    ['a Google API key', `AIza${'a1B2'.repeat(8)} refused`, '[redacted] refused'],
    ['an OpenAI key', `sk-proj-${'a1B2'.repeat(8)} refused`, '[redacted] refused'],
    [
      'a PGP private key',
      '-----BEGIN PGP PRIVATE KEY BLOCK-----\nabc\n-----END PGP PRIVATE KEY BLOCK-----',
      '[redacted]',
    ],
    ['a private key', `boom ${pem('', LINES)} after`, 'boom [redacted] after'],
    ['an RSA private key', pem('RSA ', LINES), '[redacted]'],
    ['an OpenSSH private key', pem('OPENSSH ', LINES), '[redacted]'],
    ['a private key without an end', `boom\n${pem('EC ', LINES, '')}`, 'boom\n[redacted]'],
    ['a private key with escaped line breaks', pem('', LINES).replaceAll('\n', '\\n'), '[redacted]'],
    ['two private keys', `${pem('', 'a')} and ${pem('RSA ', 'b')}`, '[redacted] and [redacted]'],
  ])('takes out %s', (_, text, expected) => {
    expect(redact(text)).toBe(expected)
  })

  it('takes out JSON within JSON', () => {
    const text = JSON.stringify({ body: JSON.stringify({ password: 'hunter2', user: 'bob' }) })
    const redacted = redact(text)
    expect(redacted).not.toContain('hunter2')
    expect(redacted).toContain('bob')
  })

  it.each([
    ["KeyError: 'missing'"],
    ['duplicate key value violates unique constraint "users_pkey"'],
    ['Key (email)=(bob@example.com) already exists.'],
    ['invalid token: unexpected }'],
    ['Unexpected token < in JSON at position 0'],
    ['SyntaxError: Unexpected token "}", expected a key'],
    ['wrong password'],
    ['the password is too short: 3 of 8 characters'],
    ['bearer of bad news'],
    ['Basic authentication failed'],
    ['if (key == 5) fails'],
    ['missing key: orderId'],
    ['GET https://example.com:8443/users/@bob 404'],
    ['const token => value'],
    ['user bob@example.com not found'],
    ['GET https://example.com/users/@bob 404'],
    ['GET https://example.com:8443/a?b=c 404'],
    ['AKIA is how such keys begin'],
    ['a public key: -----BEGIN PUBLIC KEY-----'],
    ['version 1.2.3, eyes.on.you'],
    ['timeout=30 retries=5'],
    ['{"message":"no card","tokens":3}'],
    [''],
  ])('leaves %j as it is', (text) => {
    expect(redact(text)).toBe(text)
  })

  it('does not hang on texts made to make patterns slow', () => {
    const pieces = [
      ...[
        'Bearer ',
        'Bearer  a',
        'AKIA',
        'ey',
        'eyaaaaaaaa.',
        'eyaaaaaaaa.eyaaaaaaaa',
        'ghp_',
        'xoxa-',
        '://',
        '://a:',
      ],
      ...[
        '://a@',
        'key',
        'key=',
        'key="',
        "key='",
        'key    =    ',
        'key":',
        '"key"    :    ',
        'key\\":\\"',
        'password',
      ],
      ...['-----BEGIN ', '-----BEGIN PRIVATE KEY-----', '-----BEGIN A PRIVATE KEY-----\n-----END ', '-', ' ', '"', '='],
      ...['a', 'A', '😀', '\\'],
    ]
    const texts = Array.from({ length: 1_000 }, (_, index) => {
      const first = pieces[index % pieces.length] ?? ''
      const second = pieces[Math.floor(index / pieces.length) % pieces.length] ?? ''
      return (first + second).repeat(4_000).slice(0, 4_000)
    })
    expect(texts.map(redact).filter((text) => text.length > 0)).toHaveLength(1_000)
  })
})
