# A zone, a certificate of three names, its two validation records, and the wait for it.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "url" {
  type = string
}

# Two certificates more: one that CAA forbids, and one without a record.
variable "trouble" {
  type    = bool
  default = false
}

provider "aws" {
  region = "us-east-1"
  endpoints {
    acm     = var.url
    route53 = var.url
    sts     = var.url
  }
  default_tags {
    tags = {
      team = "web"
    }
  }
}

resource "aws_route53_zone" "main" {
  name    = "example.com"
  comment = "of the story"
}

resource "aws_acm_certificate" "main" {
  domain_name               = "example.com"
  subject_alternative_names = ["api.example.com", "*.example.com"]
  validation_method         = "DNS"
  tags = {
    stage = "test"
  }
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "validation" {
  for_each = {
    for option in aws_acm_certificate.main.domain_validation_options :
    trimprefix(option.domain_name, "*.") => option...
  }
  zone_id = aws_route53_zone.main.zone_id
  name    = each.value[0].resource_record_name
  type    = each.value[0].resource_record_type
  ttl     = 60
  records = [each.value[0].resource_record_value]
}

resource "aws_acm_certificate_validation" "main" {
  certificate_arn         = aws_acm_certificate.main.arn
  validation_record_fqdns = [for record in aws_route53_record.validation : record.fqdn]
  timeouts {
    create = "3m"
  }
}

data "aws_acm_certificate" "issued" {
  domain     = aws_acm_certificate.main.domain_name
  statuses   = ["ISSUED"]
  depends_on = [aws_acm_certificate_validation.main]
}

resource "aws_route53_record" "caa" {
  count   = var.trouble ? 1 : 0
  zone_id = aws_route53_zone.main.zone_id
  name    = "example.com"
  type    = "CAA"
  ttl     = 60
  records = ["0 issue \"letsencrypt.org\""]
}

resource "aws_acm_certificate" "forbidden" {
  count             = var.trouble ? 1 : 0
  domain_name       = "example.com"
  validation_method = "DNS"
  depends_on        = [aws_route53_record.caa]
}

resource "aws_acm_certificate_validation" "forbidden" {
  count           = var.trouble ? 1 : 0
  certificate_arn = aws_acm_certificate.forbidden[0].arn
}

resource "aws_acm_certificate" "late" {
  count             = var.trouble ? 1 : 0
  domain_name       = "late.example.org"
  validation_method = "DNS"
}

resource "aws_acm_certificate_validation" "late" {
  count           = var.trouble ? 1 : 0
  certificate_arn = aws_acm_certificate.late[0].arn
  timeouts {
    create = "3m"
  }
}

output "certificate" {
  value = aws_acm_certificate.main.arn
}

output "found" {
  value = data.aws_acm_certificate.issued.arn
}
