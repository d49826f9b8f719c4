/** Passwords that everybody tries first. They are credentials all the same, but prove little about intent. */
export const WEAK_PASSWORDS: ReadonlySet<string> = new Set(
  ('password passwd pass pwd secret admin administrator root test testing tester tests guest user username login default changeit letmein welcome qwerty qwertyuiop asdf asdfasdf asdfgh asdfghjkl asdfg zxcvbn ' +
  'abc abcd abc123 abcd1234 abc1234 abcdef a1b2c3 a1b2c3d4 123 1234 12345 123456 1234567 12345678 123456789 1234567890 111111 000000 121212 123123 123321 654321 666666 888888 987654321 1q2w3e 1q2w3e4r qwer1234 qwe123 ' +
  'p@ssword p@ssw0rd passw0rd pa55word pa55w0rd p4ssw0rd password1 password12 password123 password1234 password! password1! passw0rd! pass123 pass1234 admin123 admin1234 adminadmin root123 rootroot toor test123 test1234 testtest testpass testpassword ' +
  'secret123 secretpassword mysecret mypassword mypass topsecret supersecret s3cret s3cr3t sesame opensesame hello helloworld iloveyou monkey dragon sunshine princess football baseball master shadow superman batman trustno1 ' +
  'postgres mysql oracle sa redis mongo mongodb rabbitmq guest elastic kibana grafana jenkins docker vagrant ubuntu centos raspberry pi minio minioadmin sonar nexus tomcat foo bar baz foobar foobaz token key apikey api_key none null').split(' '),
);
